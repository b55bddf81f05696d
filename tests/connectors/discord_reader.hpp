// SPDX-License-Identifier: BSL-1.0
/// @file
/// Reads Markdown as Discord's clients do, as far as typed text is concerned.
#ifndef MULTIPOST_TESTS_DISCORD_READER_HPP
#define MULTIPOST_TESTS_DISCORD_READER_HPP

#include <string>
#include <string_view>

namespace connector_tests {

/// What a reader sees of text that has no markup of its own.
///
/// @throws std::runtime_error  Discord would take some of it for markup, a mention or a token; says what
[[nodiscard]] std::string read_as_discord(std::string_view text);

} // namespace connector_tests

#endif
