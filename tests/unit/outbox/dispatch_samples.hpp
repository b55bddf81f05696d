// SPDX-License-Identifier: BSL-1.0
/// @file
/// Claimed deliveries and limits for the tests of the dispatcher.
#ifndef MULTIPOST_TESTS_OUTBOX_DISPATCH_SAMPLES_HPP
#define MULTIPOST_TESTS_OUTBOX_DISPATCH_SAMPLES_HPP

#include "outbox/dispatch_rules.hpp"
#include "printing.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace multipost::test {

inline constexpr wall_time now{std::chrono::hours(24 * 365 * 56)};

/// 8 tries, 2 s doubling up to an hour, a day, 3 interruptions.
inline dispatch_limits limits()
{
    dispatch_limits out;
    out.retry.base = std::chrono::seconds(2);
    out.retry.cap = std::chrono::hours(1);
    out.retry.max_attempts = 8;
    out.max_age = std::chrono::hours(24);
    out.max_interruptions = 3;
    return out;
}

/// Due for a second, never tried, to a channel of its own unless one is named.
inline claimed_delivery due(std::string_view id, std::string_view channel = {})
{
    claimed_delivery out;
    out.id = id;
    out.channel_id = channel.empty() ? "channel of " + std::string(id) : std::string(channel);
    out.created_at = out.due_since = out.due_at = now - std::chrono::seconds(1);
    return out;
}

} // namespace multipost::test

#endif
