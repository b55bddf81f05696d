// SPDX-License-Identifier: BSL-1.0
#include "cli/printable.hpp"

namespace multipost::cli {

namespace {

void append_escaped(std::string& out, unsigned char byte)
{
    constexpr char hex[] = "0123456789abcdef";
    out += "\\x";
    out += hex[byte >> 4U];
    out += hex[byte & 0xFU];
}

// In UTF-8 the C1 control characters, U+0080 to U+009F, are C2 80 to C2 9F.
bool is_c1(std::string_view text, std::size_t at)
{
    return text[at] == '\xC2' && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

} // namespace

std::string printable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i != text.size(); ++i)
    {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (is_c1(text, i))
            append_escaped(out, static_cast<unsigned char>(text[++i]));
        else if ((byte < 0x20 && byte != '\t') || byte == 0x7F)
            append_escaped(out, byte);
        else
            out += text[i];
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
