// SPDX-License-Identifier: BSL-1.0
#include "api/request_budget.hpp"

#include <algorithm>

namespace webapp {

namespace {

constexpr std::size_t least_sweep = 64;

} // namespace

request_budget::request_budget(std::size_t burst, std::chrono::milliseconds interval)
    : interval_(interval),
      tolerance_(interval * (static_cast<std::chrono::milliseconds::rep>(burst) - 1)),
      sweep_at_(least_sweep)
{}

std::chrono::milliseconds request_budget::wait(std::string_view key, time_point now) const
{
    const auto found = full_again_.find(key);
    if (found == full_again_.end() || found->second <= now + tolerance_) return std::chrono::milliseconds(0);
    return std::chrono::ceil<std::chrono::milliseconds>(found->second - now - tolerance_);
}

void request_budget::spend(std::string_view key, time_point now)
{
    if (full_again_.size() >= sweep_at_)
    {
        std::erase_if(full_again_, [now](const auto& held) { return held.second <= now; });
        sweep_at_ = std::max(least_sweep, full_again_.size() * 2);
    }
    const auto found = full_again_.try_emplace(std::string(key), now).first;
    found->second = std::max(found->second, now) + interval_;
}

} // namespace webapp
