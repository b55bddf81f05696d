// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_SLACK_MENTIONS_HPP
#define SANDBOX_SLACK_MENTIONS_HPP

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace sandbox {

/// Returns who a Slack message notifies: "channel", "here", "everyone", "user:U1", "group:S1"; each once, as met.
///
/// Reads `text`, or, when there are blocks, the mrkdwn texts in them (`text` is then only the notification's summary).
/// With `link_names`, "@channel" written out notifies too.
///
/// @par Specification
/// docs.slack.dev/messaging/formatting-message-text, "Mentioning users, groups and channels"
[[nodiscard]] std::vector<std::string> slack_notified(const boost::json::object& payload);

} // namespace sandbox

#endif
