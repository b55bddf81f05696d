// SPDX-License-Identifier: BSL-1.0
/// @file
/// Tells what an answer of Discord's webhooks means.
#ifndef MULTIPOST_DISCORD_ANSWERS_HPP
#define MULTIPOST_DISCORD_ANSWERS_HPP

#include <multipost/connector.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace discord {

/// One way in which Discord says no.
struct refusal
{
    /// Discord's number for it, or our word for an answer without one.
    std::string_view code;
    multipost::connector::failure_class kind;
    std::string_view what;
    std::string_view advice;
};

/// Every refusal that explain() knows.
[[nodiscard]] std::span<const refusal> refusals() noexcept;

/// The message that Discord says it has stored, and how long it wants rest; nothing when the answer does not name one.
[[nodiscard]] std::optional<multipost::connector::success> read_message(const multipost::connector::response& answer);

/// Whether Discord describes the webhook.
[[nodiscard]] bool is_webhook(const multipost::connector::response& answer);

enum class request_purpose { publish, check };

/// Why Discord did not do it, by the code in the body first and the status second.
[[nodiscard]] multipost::connector::failure explain(const multipost::connector::response& answer,
                                                    request_purpose purpose, std::int64_t now_ms);

} // namespace discord

#endif
