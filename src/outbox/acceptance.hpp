// SPDX-License-Identifier: BSL-1.0
/// @file
/// Finds out whether a post can go where it is to go, before it is stored.
#ifndef MULTIPOST_OUTBOX_ACCEPTANCE_HPP
#define MULTIPOST_OUTBOX_ACCEPTANCE_HPP

#include <multipost/connector_registry.hpp>
#include <multipost/error.hpp>
#include <multipost/message.hpp>
#include <multipost/outcome.hpp>
#include <multipost/post.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace multipost {

/// What one connector says of a message.
struct connector_verdict
{
    std::optional<failure> problem; ///< nothing: it can send it
    std::size_t length = 0;         ///< when the text is too long
    std::size_t limit = 0;
};

using connector_verdicts = std::map<std::string, connector_verdict, std::less<>>;

/// The message of a post.
///
/// @par Errors
/// @li errc::bad_message, errc::text_too_long  see parse_markdown; also for title and link
/// @li errc::bad_channel  no channel is given, one twice, or more than `max_channels`
[[nodiscard]] result<message> message_of(const new_post& p, std::size_t max_channels);

/// What a connector says of a message. Asks its plugin to render it, so keep it off the database's thread.
[[nodiscard]] connector_verdict verdict_of(const message& m, const std::string& connector,
                                           const connector_registry& connectors);

/// Throws store_exception (errc::bad_schedule) when a time has passed or is too far away.
void check_time(const planned_time& planned, std::chrono::days max_ahead, wall_time now);

/// The post as it was when it was accepted: all due or scheduled, nothing tried.
[[nodiscard]] post as_accepted(post p);

} // namespace multipost

#endif
