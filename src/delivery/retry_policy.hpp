// SPDX-License-Identifier: BSL-1.0
/// @file
/// Decides whether and when a delivery is tried again.
#ifndef MULTIPOST_DELIVERY_RETRY_POLICY_HPP
#define MULTIPOST_DELIVERY_RETRY_POLICY_HPP

#include "delivery/delivery_fsm.hpp"

#include <multipost/connector_info.hpp>

#include <chrono>
#include <optional>

namespace multipost {

/// Exponential backoff with full jitter: the n-th wait is drawn evenly from zero to base * 2^(n-1), at most cap.
///
/// A wait the network asked for is kept, unless the backoff is longer, and lengthened by up to a tenth, so that those who
/// were refused together do not come back together; never shortened. One of more than a day counts as a day.
///
/// An attempt refused because of a rate limit was not the message's fault and uses up none of max_attempts; these have a
/// bound of their own, which keeps far from the number of refusals that makes a network block its caller.
///
/// @par Specification
/// "Exponential Backoff And Jitter", AWS Architecture Blog, 4 March 2015; RFC 9110 section 10.2.3 for Retry-After
struct retry_policy
{
    std::chrono::milliseconds base{500};
    std::chrono::milliseconds cap{60'000};
    unsigned max_attempts = 5;
    unsigned max_rate_limited = 100;
};

/// Where a delivery stands when an attempt has just ended.
struct retry_standing
{
    unsigned attempts = 1;                    ///< made so far, the one that just ended included
    std::chrono::milliseconds left{0};        ///< until the delivery's time limit
    std::chrono::milliseconds since_first{0}; ///< since the first attempt began
    unsigned rate_limited = 0;                ///< attempts, of those made, that a rate limit refused
};

/// How long to wait before the next attempt; nothing: give up.
///
/// Gives up when the outcome is not repeatable, the attempts are used up, or the wait would outlast the time limit or,
/// for what only the network's memory of delivery ids makes safe to repeat, that memory.
///
/// @param chance  evenly distributed, 0 <= chance < 1
[[nodiscard]] std::optional<std::chrono::milliseconds>
wait_before_retry(const retry_policy& policy, const attempt_outcome& last, const retry_standing& standing,
                  const idempotency_info& idempotency, double chance);

} // namespace multipost

#endif
