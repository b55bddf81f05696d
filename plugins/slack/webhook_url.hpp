// SPDX-License-Identifier: BSL-1.0
/// @file
/// Turns the URL of a Slack webhook into settings and back.
#ifndef MULTIPOST_SLACK_WEBHOOK_URL_HPP
#define MULTIPOST_SLACK_WEBHOOK_URL_HPP

#include <multipost/connector.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace slack {

/// The settings a URL stands for; nothing when it is not Slack's.
///
/// Takes the webhook URL as Slack shows it, in its three forms (https://hooks.slack.com/services/T/B/X, the same on
/// hooks.slack-gov.com, and without "/services" as OAuth gives it), and the short form slack://T/B/X. When the user has
/// named the connector any http or https URL is taken; its last segment is the token.
///
/// @throws multipost::connector::bad_url  it is Slack's and no webhook; the text never repeats any of it
[[nodiscard]] std::optional<multipost::connector::settings> webhook_settings(std::string_view url, bool named);

/// Where to post.
///
/// @throws std::invalid_argument  the settings make no URL; the text names the setting
[[nodiscard]] std::string webhook_url(const multipost::connector::settings& s);

} // namespace slack

#endif
