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
/// A wait the network asked for is kept instead, and lengthened by up to a tenth, so that those who were refused
/// together do not come back together; never shortened. One of more than a day counts as a day.
///
/// @par Specification
/// "Exponential Backoff And Jitter", AWS Architecture Blog, 4 March 2015; RFC 9110 section 10.2.3 for Retry-After
struct retry_policy
{
    std::chrono::milliseconds base{500};
    std::chrono::milliseconds cap{60'000};
    unsigned max_attempts = 5;
};

/// Where a delivery stands when an attempt has just ended.
struct retry_standing
{
    unsigned attempts = 1;                    ///< made so far, the one that just ended included
    std::chrono::milliseconds left{0};        ///< until the delivery's time limit
    std::chrono::milliseconds since_first{0}; ///< since the first attempt began
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
