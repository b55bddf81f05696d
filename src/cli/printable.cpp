// SPDX-License-Identifier: BSL-1.0
#include "cli/printable.hpp"

#include "cli/utf8.hpp"

#include <algorithm>

namespace multipost::cli {

namespace {

constexpr char hex[] = "0123456789abcdef";

void append_escaped_byte(std::string& out, unsigned byte)
{
    out += "\\x";
    out += hex[byte >> 4U & 0xFU];
    out += hex[byte & 0xFU];
}

bool is_control(char32_t c) { return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0); }

// They let a text show in another order than it has, beyond its own line.
bool changes_direction(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void append_escaped_unit(std::string& out, char32_t c)
{
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) out += hex[c >> shift & 0xFU];
}

} // namespace

std::string printable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty())
    {
        const auto [c, bytes] = first_character(text);
        if (bytes == 0)
            append_escaped_byte(out, static_cast<unsigned char>(text.front()));
        else if (is_control(c))
            append_escaped_byte(out, c);
        else if (changes_direction(c))
            append_escaped_unit(out, c);
        else
            out += text.substr(0, bytes);
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return out;
}

std::string printable_lines(std::string_view text, std::string_view indent)
{
    std::string out;
    for (;;)
    {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        if (!line.empty()) out.append(indent).append(printable(line));
        out += '\n';
        if (end == std::string_view::npos) return out;
        text.remove_prefix(end + 1);
    }
}

} // namespace multipost::cli
