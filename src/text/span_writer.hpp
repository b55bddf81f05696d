// SPDX-License-Identifier: BSL-1.0
/// @file
/// Builds formatted text from nested blocks and inlines, so that its spans are always valid.
#ifndef MULTIPOST_TEXT_SPAN_WRITER_HPP
#define MULTIPOST_TEXT_SPAN_WRITER_HPP

#include <multipost/text.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace multipost {

/// Takes what a tree walk meets and writes text and spans.
///
/// Nothing is written for what holds no text: a block's separator, the line breaks and the beginning of a span all wait for
/// the first character that follows them. So spans are never empty, block spans begin a line, and no text begins or ends
/// with a separator.
class span_writer
{
public:
    /// Deeper spans are dropped, their text stays: no reader follows so many levels.
    static constexpr std::size_t max_depth = 32;

    /// Opens a block. @param separator  what stands between it and text before it, "\n" or "\n\n"; a literal
    void open_block(std::string_view separator, std::optional<span> what = std::nullopt);

    /// Opens an inline. A span within another of its kind is dropped: bold in bold says nothing more.
    void open_inline(std::optional<span> what);

    /// Closes what was opened last.
    void close();

    /// Appends "\n", unless the block begins or ends here.
    void line_break() noexcept { ++line_breaks_; }

    /// Appends text of the innermost block. A carriage return becomes a line feed.
    void write(std::string_view text);

    /// Whether what was opened last holds no text so far.
    [[nodiscard]] bool empty() const noexcept { return !open_.back().has_text; }

    /// The result; everything must be closed.
    [[nodiscard]] formatted_text finish() && { return std::move(out_); }

private:
    struct opened
    {
        bool is_block;
        std::string_view separator;
        std::optional<span> what;
        bool has_text = false;
        std::size_t index = 0; ///< of its span in the result, once it has text
    };

    void open(opened o);
    void begin_text();

    formatted_text out_;
    std::vector<opened> open_;
    std::size_t line_breaks_ = 0;
    std::size_t depth_ = 0;                 ///< how many spans are open
    std::array<std::size_t, 11> of_kind_{}; ///< how many of each kind are open
};

} // namespace multipost

#endif
