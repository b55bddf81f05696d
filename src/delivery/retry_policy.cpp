// SPDX-License-Identifier: BSL-1.0
#include "delivery/retry_policy.hpp"

#include <algorithm>
#include <cmath>

namespace multipost {

namespace {

using std::chrono::milliseconds;

milliseconds share(milliseconds whole, double chance)
{
    return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(whole.count()) * chance));
}

milliseconds backoff(const retry_policy& policy, unsigned attempts, double chance)
{
    // 2^30 is beyond any cap; more would overflow.
    const auto doublings = std::min(attempts == 0 ? 0U : attempts - 1, 30U);
    const double longest = std::ldexp(static_cast<double>(policy.base.count()), static_cast<int>(doublings));
    const auto bound = std::min(longest, static_cast<double>(policy.cap.count()));
    return milliseconds(static_cast<milliseconds::rep>(bound * chance));
}

milliseconds asked_for(milliseconds retry_after, double chance)
{
    constexpr milliseconds longest = std::chrono::hours(24);
    const auto wait = std::clamp(retry_after, milliseconds(0), longest);
    return wait + share(wait / 10, chance);
}

bool still_recognised(const retry_standing& standing, const idempotency_info& idempotency, milliseconds wait)
{
    switch (idempotency.how)
    {
    case idempotency_info::kind::none: return false;
    case idempotency_info::kind::timed: return standing.since_first + wait < idempotency.valid_for;
    case idempotency_info::kind::unbounded: return true;
    }
    return false;
}

} // namespace

std::optional<milliseconds> wait_before_retry(const retry_policy& policy, const attempt_outcome& last,
                                              const retry_standing& standing, const idempotency_info& idempotency,
                                              double chance)
{
    if (!last.repeatable || last.state == delivery_state::delivered || last.state == delivery_state::cancelled)
        return std::nullopt;
    if (standing.attempts - standing.rate_limited >= policy.max_attempts) return std::nullopt;
    if (standing.rate_limited >= policy.max_rate_limited) return std::nullopt;
    auto wait = backoff(policy, standing.attempts, chance);
    if (last.failure && last.failure->retry_after) wait = std::max(wait, asked_for(*last.failure->retry_after, chance));
    if (wait >= standing.left) return std::nullopt;
    if (last.left == exposure::recognised && !still_recognised(standing, idempotency, wait)) return std::nullopt;
    return wait;
}

} // namespace multipost
