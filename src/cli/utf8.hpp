// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_UTF8_HPP
#define MULTIPOST_CLI_UTF8_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace multipost::cli {

/// A character and how many bytes it takes; none when no UTF-8 stands there.
struct character
{
    char32_t code_point = 0;
    std::size_t bytes = 0;
};

/// The first character of a text that may be anything: an argument, a file's name.
[[nodiscard]] character first_character(std::string_view text) noexcept;

/// The text with U+FFFD for each byte that is no UTF-8, as JSON needs it.
[[nodiscard]] std::string as_utf8(std::string_view text);

} // namespace multipost::cli

#endif
