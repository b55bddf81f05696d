// SPDX-License-Identifier: BSL-1.0
#include <multipost/text.hpp>

#include <utf8proc.h>

#include <algorithm>

namespace multipost {

namespace {

std::size_t code_points(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Code points above U+FFFF: four bytes in UTF-8, a surrogate pair in UTF-16.
std::size_t astral_code_points(std::string_view text) noexcept
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xF0U; }));
}

std::size_t graphemes(std::string_view text) noexcept
{
    std::size_t count = 0;
    utf8proc_int32_t state = 0;
    utf8proc_int32_t previous = -1;
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto* const end = at + text.size();
    while (at != end)
    {
        utf8proc_int32_t current = 0;
        const auto read = utf8proc_iterate(at, end - at, &current);
        if (read <= 0) return count;
        if (previous == -1 || utf8proc_grapheme_break_stateful(previous, current, &state)) ++count;
        previous = current;
        at += read;
    }
    return count;
}

} // namespace

std::string_view to_string(length_unit unit) noexcept
{
    switch (unit)
    {
    case length_unit::bytes: return "bytes";
    case length_unit::utf16: return "utf16";
    case length_unit::code_points: return "code_points";
    case length_unit::graphemes: return "graphemes";
    }
    return {};
}

std::size_t length(std::string_view text, length_unit unit) noexcept
{
    switch (unit)
    {
    case length_unit::bytes: return text.size();
    case length_unit::utf16: return code_points(text) + astral_code_points(text);
    case length_unit::code_points: return code_points(text);
    case length_unit::graphemes: return graphemes(text);
    }
    return text.size();
}

} // namespace multipost
