// SPDX-License-Identifier: BSL-1.0
#include "accounts/attempt_backoff.hpp"

#include <algorithm>
#include <limits>

namespace webapp {

attempt_backoff::duration attempt_backoff::wait(std::uint64_t who, time now) const
{
    const auto& p = places_[index(who)];
    if (p.failures <= settings_.free || is_forgotten(p, now)) return duration(0);

    constexpr unsigned max_doublings = 30; // whatever `first` is, `longest` is reached before
    const auto doublings = std::min(p.failures - settings_.free - 1, max_doublings);
    const auto whole = std::min(settings_.first * (std::int64_t{1} << doublings), settings_.longest);
    return std::max(duration(0), std::chrono::ceil<duration>(p.last + whole - now));
}

void attempt_backoff::count(std::uint64_t who, time now)
{
    auto& p = places_[index(who)];
    if (is_forgotten(p, now)) p.failures = 0;
    if (p.failures != std::numeric_limits<std::uint32_t>::max()) ++p.failures;
    p.last = now;
}

void attempt_backoff::take_back(std::uint64_t who)
{
    auto& p = places_[index(who)];
    if (p.failures != 0) --p.failures;
}

void attempt_backoff::forget(std::uint64_t who) { places_[index(who)].failures = 0; }

} // namespace webapp
