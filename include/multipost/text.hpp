// SPDX-License-Identifier: BSL-1.0
/// @file
/// Represents formatted text as plain UTF-8 and spans, not as markup.
#ifndef MULTIPOST_TEXT_HPP
#define MULTIPOST_TEXT_HPP

#include <multipost/error.hpp>
#include <multipost/export.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// What a span says of its bytes. Values are those of the plugin ABI (MP_SPAN_...).
enum class span_kind : std::uint32_t {
    bold = 1,
    italic = 2,
    strike = 3,
    code = 4,
    code_block = 5,
    quote = 6,
    link = 7,
    list_item = 8,
    heading = 9,
    mention = 10,
};

/// The name used in descriptions and notices: "bold", "code_block". Empty for an unknown kind.
[[nodiscard]] MULTIPOST_EXPORT std::string_view to_string(span_kind kind) noexcept;

/// Half-open range [first, last) of bytes, on character boundaries.
struct span
{
    span_kind kind = span_kind::bold;
    /// list_item: the ordinal, 0 for a bullet. heading: the level, 1 to 6.
    std::uint32_t number = 0;
    std::size_t first = 0;
    std::size_t last = 0;
    /// link: the destination (http, https or mailto). code_block: the language. mention: the network's id of who.
    std::string href;

    friend bool operator==(const span&, const span&) = default;
};

/// Plain text, and what is said of its parts.
///
/// The text is valid UTF-8 without U+0000; paragraphs are separated by an empty line ("\n\n"), list items by "\n"; it holds
/// no markup: every character is meant literally. Spans are sorted by (first ascending, last descending) and properly nested.
/// Block spans (code_block, quote, list_item, heading) cover whole lines without the last "\n".
struct formatted_text
{
    std::string text;
    std::vector<span> spans;

    friend bool operator==(const formatted_text&, const formatted_text&) = default;
};

/// Reads CommonMark with GFM's strikethrough and autolinks.
///
/// Raw HTML is kept as the literal text it is. Images become their alt text, linked. Links whose scheme is none of http,
/// https and mailto keep their text and lose the link; so do those of more than 4,096 bytes. A link or image without text is
/// shown as its URL. A thematic break becomes a line "———". Soft line breaks stay line breaks, as people who write
/// announcements expect. Blocks that hold nothing are left out. A list that begins with 0 has a bullet in its place.
///
/// Safe to call from any thread; calls wait for each other, because cmark-gfm has global state.
///
/// @par Errors
/// @li errc::bad_message  the text is not valid UTF-8 or holds U+0000, and the message says at which byte; or its quotes and
///     lists are nested deeper than any reader follows (a marker beyond column 128)
/// @li errc::text_too_long  more than 65,536 bytes of Markdown
/// @par Specification
/// CommonMark 0.29, GitHub Flavored Markdown 0.29 sections 6.5 (strikethrough) and 6.9 (autolinks)
[[nodiscard]] MULTIPOST_EXPORT result<formatted_text> parse_markdown(std::string_view markdown);

/// Takes text as it is, without any markup. Line ends CR LF and CR become "\n".
///
/// @par Errors
/// @li errc::bad_message  the text is not valid UTF-8 or holds U+0000
[[nodiscard]] MULTIPOST_EXPORT result<formatted_text> plain_text(std::string_view text);

/// What a network counts when it limits a text.
enum class length_unit {
    bytes,       ///< UTF-8 bytes
    utf16,       ///< UTF-16 code units
    code_points, ///< Unicode scalar values
    graphemes,   ///< extended grapheme clusters (Unicode Annex #29)
};

/// "bytes", "utf16", "code_points", "graphemes".
[[nodiscard]] MULTIPOST_EXPORT std::string_view to_string(length_unit unit) noexcept;

/// The length of valid UTF-8 in a unit. Linear; of invalid UTF-8 any number.
[[nodiscard]] MULTIPOST_EXPORT std::size_t length(std::string_view text, length_unit unit) noexcept;

} // namespace multipost

#endif
