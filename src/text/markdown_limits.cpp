// SPDX-License-Identifier: BSL-1.0
#include "text/markdown_limits.hpp"

#include <algorithm>
#include <string>

namespace multipost {

namespace {

constexpr std::string_view blanks = " \t";

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Three or more of `-`, `*` or `_`, spaces between them: no list, however long it is (CommonMark 4.1).
bool is_thematic_break(std::string_view line)
{
    const auto is_made_of = [line](char c) {
        return line.find_first_not_of(std::string(blanks) + c) == std::string_view::npos;
    };
    return is_made_of('-') || is_made_of('*') || is_made_of('_');
}

/// The length of the quote or list marker that a text begins with, 0 if there is none.
std::size_t marker_length(std::string_view text) noexcept
{
    if (text.empty()) return 0;
    if (text.front() == '>') return 1;

    const auto digits = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    const auto last = text.substr(digits, 1);
    const bool ends_marker = digits == 0 ? last == "-" || last == "*" || last == "+" : last == "." || last == ")";
    const auto after = text.substr(std::min(text.size(), digits + 1), 1);
    const bool stands_alone = after.empty() || after == " " || after == "\t";
    return ends_marker && stands_alone ? digits + 1 : 0;
}

/// The column behind the last of the markers that a line begins with; a tab counts 4.
std::size_t last_marker_column(std::string_view line) noexcept
{
    std::size_t column = 0;
    std::size_t last = 0;
    while (!line.empty())
    {
        auto length = marker_length(line);
        if (length != 0)
            last = column + length;
        else if (blanks.find(line.front()) == std::string_view::npos)
            break;
        else
            length = 1;
        column += line.front() == '\t' ? 4 : length;
        line.remove_prefix(length);
    }
    return last;
}

} // namespace

result<void> check_markdown_limits(std::string_view markdown)
{
    if (markdown.size() > max_markdown_bytes)
        return error{errc::text_too_long, "The text has " + std::to_string(markdown.size()) +
                                              " bytes of Markdown; at most " + std::to_string(max_markdown_bytes) +
                                              " are taken. Make it shorter."};

    for (std::size_t number = 1; !markdown.empty(); ++number)
    {
        const auto line = markdown.substr(0, markdown.find('\n'));
        markdown.remove_prefix(std::min(markdown.size(), line.size() + 1));
        if (last_marker_column(line) > max_marker_column && !is_thematic_break(line))
            return error{errc::bad_message, "Line " + std::to_string(number) +
                                                " of the text nests quotes or lists too deep. Use fewer levels."};
    }
    return {};
}

} // namespace multipost
