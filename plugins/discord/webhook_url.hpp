// SPDX-License-Identifier: BSL-1.0
/// @file
/// Turns the URL of a Discord webhook into settings and back.
#ifndef MULTIPOST_DISCORD_WEBHOOK_URL_HPP
#define MULTIPOST_DISCORD_WEBHOOK_URL_HPP

#include <multipost/connector.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace discord {

/// The settings a URL stands for; nothing when it is not Discord's.
///
/// Takes the webhook URL as Discord's clients show it or as people have kept it: on discord.com or discordapp.com, their
/// canary and ptb builds, with or without an API version, with "/slack" or "/github" after it, with "thread_id"; and the
/// short form discord://id/token. When the user has named the connector any host and plain http are taken.
///
/// @throws multipost::connector::bad_url  it is Discord's and no webhook; the text never repeats any of it
[[nodiscard]] std::optional<multipost::connector::settings> webhook_settings(std::string_view url, bool named);

/// The webhook in version 10 of the API. The URL that Discord shows names no version, which means version 6: there the
/// times of rate limits are milliseconds, and errors have another shape.
///
/// @throws std::invalid_argument  the settings make no URL; the text names the setting
[[nodiscard]] std::string webhook_url(const multipost::connector::settings& s);

} // namespace discord

#endif
