// SPDX-License-Identifier: BSL-1.0
/// @file
/// Tells what an answer of Slack's webhooks means.
#ifndef MULTIPOST_SLACK_ANSWERS_HPP
#define MULTIPOST_SLACK_ANSWERS_HPP

#include <multipost/connector.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace slack {

/// One way in which Slack says no.
struct refusal
{
    /// Slack's own word for it, which is the body of the answer, or ours for an answer without one.
    std::string_view code;
    multipost::connector::failure_class kind;
    std::string_view what;
    std::string_view advice;
};

/// Every refusal that explain() knows.
[[nodiscard]] std::span<const refusal> refusals() noexcept;

/// Slack's only word of success: status 200 and the body "ok".
[[nodiscard]] bool is_ok(const multipost::connector::response& answer);

/// Whether Slack refuses a message for having no text.
[[nodiscard]] bool is_no_text(const multipost::connector::response& answer);

enum class request_purpose { publish, check };

/// Why Slack did not publish, by the body first and the status second.
[[nodiscard]] multipost::connector::failure explain(const multipost::connector::response& answer,
                                                    request_purpose purpose, std::int64_t now_ms);

} // namespace slack

#endif
