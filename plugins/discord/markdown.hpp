// SPDX-License-Identifier: BSL-1.0
/// @file
/// Writes a message in Discord's Markdown.
///
/// What an author typed is kept from being read as something else by a backslash, which Discord does not show, wherever
/// Discord would read markup, a mention, an emoji or a time. "@everyone" and "@here" get an invisible U+200B after the "@"
/// besides, for those who read the text by other means than Discord's clients. Addresses are left as they are.
///
/// @par Specification
/// docs.discord.com/developers/reference#message-formatting and
/// support.discord.com/hc/en-us/articles/210298617 ("Markdown Text 101")
#ifndef MULTIPOST_DISCORD_MARKDOWN_HPP
#define MULTIPOST_DISCORD_MARKDOWN_HPP

#include <multipost/connector.hpp>

#include <string>
#include <vector>

namespace discord {

/// What goes into the "content" of a message.
struct written_text
{
    std::string text;
    /// Whom the author asked to notify, for "allowed_mentions"; each once, at most 100.
    std::vector<std::string> users;
    std::vector<std::string> roles;
};

[[nodiscard]] written_text write_text(const multipost::connector::message& m);

} // namespace discord

#endif
