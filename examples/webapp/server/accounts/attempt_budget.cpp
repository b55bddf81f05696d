// SPDX-License-Identifier: BSL-1.0
#include "accounts/attempt_budget.hpp"

#include <algorithm>
#include <cmath>

namespace webapp {

double attempt_budget::spent(const place& p, time now) const
{
    const std::chrono::duration<double, std::milli> since = now - p.at;
    return std::max(0.0, p.spent - since / settings_.refill);
}

attempt_budget::duration attempt_budget::wait(std::uint64_t who, time now) const
{
    const double missing = spent(places_[index(who)], now) + 1 - settings_.burst;
    if (missing <= 0) return duration(0);
    return duration(static_cast<duration::rep>(std::ceil(missing * static_cast<double>(settings_.refill.count()))));
}

void attempt_budget::count(std::uint64_t who, time now)
{
    auto& p = places_[index(who)];
    p.spent = spent(p, now) + 1;
    p.at = now;
}

void attempt_budget::take_back(std::uint64_t who)
{
    auto& p = places_[index(who)];
    p.spent = std::max(0.0, p.spent - 1);
}

} // namespace webapp
