// SPDX-License-Identifier: BSL-1.0
#include "operation/printable.hpp"

#include <utf8proc.h>

namespace webapp {

namespace {

constexpr char hex[] = "0123456789abcdef";

struct character
{
    utf8proc_int32_t code_point = -1; ///< -1: what stands there is no UTF-8
    std::size_t bytes = 1;
};

character take_character(std::string_view& text)
{
    character first;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &first.code_point);
    first.bytes = size > 0 ? static_cast<std::size_t>(size) : 1;
    if (size <= 0) first.code_point = -1;
    text.remove_prefix(first.bytes);
    return first;
}

// C0, DEL and C1; line and paragraph separators; marks that show a text in another order than it has.
bool is_unsafe(utf8proc_int32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0x061C || c == 0x200E ||
           c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void append_hex(std::string& out, std::string_view prefix, unsigned value, unsigned digits)
{
    out += prefix;
    for (auto shift = 4 * digits; shift != 0; shift -= 4) out += hex[value >> (shift - 4) & 0xFU];
}

} // namespace

std::string as_utf8(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty())
    {
        const auto from = text;
        const auto c = take_character(text);
        out += c.code_point == -1 ? std::string_view("\xEF\xBF\xBD") : from.substr(0, c.bytes);
    }
    return out;
}

std::string printable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty())
    {
        const auto from = text;
        const auto c = take_character(text);
        if (c.code_point == -1)
            append_hex(out, "\\x", static_cast<unsigned char>(from.front()), 2);
        else if (!is_unsafe(c.code_point))
            out += from.substr(0, c.bytes);
        else if (c.code_point < 0x100)
            append_hex(out, "\\x", static_cast<unsigned>(c.code_point), 2);
        else
            append_hex(out, "\\u", static_cast<unsigned>(c.code_point), 4);
    }
    return out;
}

std::string printable_json(std::string_view json)
{
    std::string out;
    out.reserve(json.size());
    while (!json.empty())
    {
        const auto from = json;
        const auto c = take_character(json);
        if (c.code_point >= 0x20 && is_unsafe(c.code_point))
            append_hex(out, "\\u", static_cast<unsigned>(c.code_point), 4);
        else
            out += from.substr(0, c.bytes);
    }
    return out;
}

} // namespace webapp
