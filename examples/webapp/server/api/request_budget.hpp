// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_REQUEST_BUDGET_HPP
#define WEBAPP_API_REQUEST_BUDGET_HPP

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace webapp {

/// Bounds how often something is done for each of many keys: at once up to a burst, then once an interval (the generic
/// cell rate algorithm). In memory; keys that have their whole budget take no room. Not thread-safe.
class request_budget
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    request_budget(std::size_t burst, std::chrono::milliseconds interval);

    /// How long a key must wait until it may again; zero: it may now. Spends nothing.
    [[nodiscard]] std::chrono::milliseconds wait(std::string_view key, time_point now) const;
    /// Notes that it was done.
    void spend(std::string_view key, time_point now);

    [[nodiscard]] std::size_t keys_held() const noexcept { return full_again_.size(); }

private:
    std::chrono::milliseconds interval_;
    std::chrono::milliseconds tolerance_;
    std::map<std::string, time_point, std::less<>> full_again_; ///< when a key has its whole budget again
    std::size_t sweep_at_;                                      ///< so many keys held: look which need not be
};

} // namespace webapp

#endif
