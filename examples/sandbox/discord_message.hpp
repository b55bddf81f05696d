// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_DISCORD_MESSAGE_HPP
#define SANDBOX_DISCORD_MESSAGE_HPP

#include "discord_error.hpp"
#include "ledger.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace sandbox {

/// Checks the JSON of a message to create or to edit against Discord's limits.
///
/// @par Specification
/// docs.discord.com/developers/resources/webhook, "Execute Webhook"; .../resources/message, "Embed Limits"
[[nodiscard]] discord_form_errors discord_form_errors_of(const boost::json::object& body);

/// Tells whether a body has nothing that a reader would see.
[[nodiscard]] bool discord_is_empty(const boost::json::object& body);

/// Returns the content of a body, empty when there is none.
[[nodiscard]] std::string_view discord_content(const boost::json::object& body);

/// Makes the message object that Discord answers with.
/// @param thread_id  of the request; empty for none
[[nodiscard]] boost::json::object discord_message_object(const published_message& m, std::string_view thread_id);

/// The channel and the server in which the sandbox's webhooks write.
inline constexpr std::string_view discord_channel_id = "1000000000000000001";
inline constexpr std::string_view discord_guild_id = "1000000000000000002";

} // namespace sandbox

#endif
