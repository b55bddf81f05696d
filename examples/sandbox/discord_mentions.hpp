// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_DISCORD_MENTIONS_HPP
#define SANDBOX_DISCORD_MENTIONS_HPP

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// Returns who a webhook's message notifies: "everyone", "here", "user:1", "role:2"; each once, as met.
///
/// Only what stands in the content *and* is allowed. Without `allowed_mentions` a webhook may ping users, not roles and
/// not everyone.
///
/// @param allowed_mentions  the request's field, or null when it is absent
/// @par Specification
/// docs.discord.com/developers/resources/message, "Allowed Mentions Object"
[[nodiscard]] std::vector<std::string> discord_notified(std::string_view content,
                                                        const boost::json::value* allowed_mentions);

} // namespace sandbox

#endif
