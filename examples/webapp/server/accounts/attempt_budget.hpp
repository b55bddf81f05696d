// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_ATTEMPT_BUDGET_HPP
#define WEBAPP_ACCOUNTS_ATTEMPT_BUDGET_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace webapp {

/// Gives each of many the same budget of attempts, which fills up again with time (a token bucket each).
///
/// Memory is fixed: those who are counted share a table by a hash, and two who meet in a place share its budget. Pure: the
/// time is an argument.
class attempt_budget
{
public:
    using time = std::chrono::steady_clock::time_point;
    using duration = std::chrono::milliseconds;

    struct settings
    {
        double burst = 1;                  ///< attempts at once, >= 1
        duration refill = duration(1'000); ///< for one attempt more, > 0
        std::size_t places = 16'384;
    };

    explicit attempt_budget(const settings& s) : settings_(s), places_(s.places) {}

    /// How long until there is an attempt left; zero: now.
    [[nodiscard]] duration wait(std::uint64_t who, time now) const;
    void count(std::uint64_t who, time now);
    /// Gives one back that cost nothing.
    void take_back(std::uint64_t who);

private:
    struct place
    {
        double spent = 0; ///< at `at`; less since
        time at{};
    };

    [[nodiscard]] double spent(const place& p, time now) const;
    [[nodiscard]] std::size_t index(std::uint64_t who) const { return static_cast<std::size_t>(who % places_.size()); }

    settings settings_;
    std::vector<place> places_;
};

} // namespace webapp

#endif
