// SPDX-License-Identifier: BSL-1.0
/// @file
/// Refuses Markdown that would keep the parser busy for long.
#ifndef MULTIPOST_TEXT_MARKDOWN_LIMITS_HPP
#define MULTIPOST_TEXT_MARKDOWN_LIMITS_HPP

#include <multipost/error.hpp>

#include <cstddef>
#include <string_view>

namespace multipost {

/// Longer than what any network takes as one message.
inline constexpr std::size_t max_markdown_bytes = 64 * 1024;

/// How far from its line's beginning a quote's or list item's marker may stand. Each level of nesting takes a column or
/// more, so this bounds the depth.
inline constexpr std::size_t max_marker_column = 128;

/// Passes Markdown that cmark-gfm 0.29 parses in a moment.
///
/// Its time is the number of lines times the depth at which quotes and lists are nested, and for some input (an unclosed
/// `<?` again and again) the square of the length.
///
/// @par Errors
/// @li errc::text_too_long  longer than max_markdown_bytes
/// @li errc::bad_message  nested too deep; the message names the line
[[nodiscard]] result<void> check_markdown_limits(std::string_view markdown);

} // namespace multipost

#endif
