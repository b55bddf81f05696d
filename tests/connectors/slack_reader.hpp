// SPDX-License-Identifier: BSL-1.0
/// @file
/// Reads mrkdwn as Slack's clients do, as far as typed text is concerned.
#ifndef MULTIPOST_TESTS_SLACK_READER_HPP
#define MULTIPOST_TESTS_SLACK_READER_HPP

#include <string>
#include <string_view>

namespace connector_tests {

/// What a reader sees of text that has no markup of its own.
///
/// @param formats  whether the message is read with its markup; without it only "&", "<" and ">" mean something
/// @throws std::runtime_error  Slack would take some of it for markup, a mention or a command; says what
[[nodiscard]] std::string read_as_slack(std::string_view text, bool formats);

} // namespace connector_tests

#endif
