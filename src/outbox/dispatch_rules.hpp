// SPDX-License-Identifier: BSL-1.0
/// @file
/// Decides what becomes of a delivery before and after an attempt. No I/O, no clock.
#ifndef MULTIPOST_OUTBOX_DISPATCH_RULES_HPP
#define MULTIPOST_OUTBOX_DISPATCH_RULES_HPP

#include "delivery/delivery_fsm.hpp"
#include "delivery/retry_policy.hpp"
#include "outbox/store.hpp"

#include <multipost/connector_info.hpp>
#include <multipost/outcome.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace multipost {

/// failure::code of an attempt that was called off because its worker stopped, and of a delivery that grew too old.
inline constexpr std::string_view stopped_code = "stopped";
inline constexpr std::string_view too_old_code = "too_old";
inline constexpr std::string_view missed_code = "missed";

/// How long and how often a delivery is tried.
struct dispatch_limits
{
    retry_policy retry;
    std::chrono::milliseconds max_age{0}; ///< since it was due
    unsigned max_interruptions = 0;
};

/// Why a claimed delivery must not be sent, as what it ends with: an obstacle of its channel, its age, or that the process
/// died too often while it was under way. Nothing: it may be sent.
[[nodiscard]] std::optional<delivery_ending> why_not_to_send(const claimed_delivery& claimed,
                                                             const dispatch_limits& limits, wall_time now);

/// Why a claimed delivery must not be sent once more although it may be published already: the network would not, or no
/// longer, recognise it. Nothing: it may be sent.
[[nodiscard]] std::optional<delivery_ending> why_not_to_repeat(const claimed_delivery& claimed,
                                                               const idempotency_info& idempotency, wall_time now);

/// How a claimed delivery ends that is not sent because of this failure.
[[nodiscard]] delivery_ending ending_unsent(const claimed_delivery& claimed, failure why);

/// An attempt that has just ended.
struct attempt_report
{
    attempt_outcome outcome;
    bool asked = false; ///< something was asked of the network
    wall_time began_at{};
    std::chrono::milliseconds elapsed{0};
};

/// What is to be recorded about an attempt.
struct dispatch_verdict
{
    delivery_ending ending;
    std::optional<failure> problem;      ///< the channel needs attention, because of this
    std::optional<wall_time> rest_until; ///< nothing to the channel before then
};

/// Judges an attempt.
///
/// What may be tried again is `waiting` until its backoff and what the network asked for are over, for as long as attempts,
/// age and the network's memory of delivery ids allow. What was called off before anything was published is `queued`.
///
/// @param chance  evenly distributed, 0 <= chance < 1
[[nodiscard]] dispatch_verdict judge(const claimed_delivery& claimed, const attempt_report& report,
                                     const idempotency_info& idempotency, const dispatch_limits& limits, wall_time now,
                                     double chance);

} // namespace multipost

#endif
