// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_ATTEMPT_BACKOFF_HPP
#define WEBAPP_ACCOUNTS_ATTEMPT_BACKOFF_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace webapp {

/// Lets whoever keeps failing wait twice as long after each failure, up to a bound.
///
/// Memory is fixed: those who are counted share a table by a hash. Two who meet in a place share its count, which costs the
/// other a short wait at worst; nobody can push somebody else's count out. Pure: the time is an argument.
class attempt_backoff
{
public:
    using time = std::chrono::steady_clock::time_point;
    using duration = std::chrono::milliseconds;

    struct settings
    {
        unsigned free = 5;                             ///< failures without any wait
        duration first = std::chrono::seconds(1);      ///< after the one that follows
        duration longest = std::chrono::minutes(5);    ///< so short that nobody is locked out
        duration forget_after = std::chrono::hours(1); ///< the last failure
        std::size_t places = 65'536;
    };

    explicit attempt_backoff(const settings& s) : settings_(s), places_(s.places) {}

    /// How long until the next attempt is allowed; zero: now.
    [[nodiscard]] duration wait(std::uint64_t who, time now) const;
    /// Counts an attempt, as a failure until it is known better: many that are made at once get no more tries.
    void count(std::uint64_t who, time now);
    /// Uncounts one that came to no answer.
    void take_back(std::uint64_t who);
    /// Forgets all, because one succeeded.
    void forget(std::uint64_t who);

private:
    struct place
    {
        std::uint32_t failures = 0;
        time last{};
    };

    [[nodiscard]] bool is_forgotten(const place& p, time now) const { return now - p.last >= settings_.forget_after; }
    [[nodiscard]] std::size_t index(std::uint64_t who) const { return static_cast<std::size_t>(who % places_.size()); }

    settings settings_;
    std::vector<place> places_;
};

} // namespace webapp

#endif
