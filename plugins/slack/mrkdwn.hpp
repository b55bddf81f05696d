// SPDX-License-Identifier: BSL-1.0
/// @file
/// Writes a message in mrkdwn, Slack's markup.
///
/// Slack gives two ways to keep what an author typed from being read as something else: "&", "<" and ">" are escaped, which
/// rules out every mention, command and link; and a message can be marked as free of markup. Slack has no escape for "*",
/// "_", "~" and "`". In a message that does use markup they get an invisible U+00AD next to them, and only where Slack
/// would take them for markup; see README.md for how and why.
///
/// @par Specification
/// docs.slack.dev/messaging/formatting-message-text
#ifndef MULTIPOST_SLACK_MRKDWN_HPP
#define MULTIPOST_SLACK_MRKDWN_HPP

#include <multipost/connector.hpp>

#include <string>

namespace slack {

/// What goes into the "text" of a message.
struct written_text
{
    std::string text;
    /// When false the text must be sent with "mrkdwn": false.
    bool has_markup = false;
};

[[nodiscard]] written_text write_text(const multipost::connector::message& m);

} // namespace slack

#endif
