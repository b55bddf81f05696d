// SPDX-License-Identifier: BSL-1.0
#include "outbox/channel_name.hpp"

#include "text/utf8.hpp"

#include <multipost/text.hpp>

#include <utf8proc.h>

namespace multipost {

namespace {

constexpr std::size_t max_graphemes = 100;
// A single grapheme may have any number of accents.
constexpr std::size_t max_bytes = 1000;

/// Ends the line, or shows what follows in another order than it is written in (Unicode Annex #9).
bool reaches_beyond(utf8proc_int32_t c, utf8proc_category_t category)
{
    const bool turns_direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return turns_direction || category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

struct name_look
{
    bool shows_something = false;
    bool fits_in_a_line = true;
};

/// @param name  UTF-8
name_look look_of(std::string_view name)
{
    name_look look;
    while (!name.empty())
    {
        utf8proc_int32_t c = -1;
        const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
                                           static_cast<utf8proc_ssize_t>(name.size()), &c);
        name.remove_prefix(static_cast<std::size_t>(size));
        const auto category = utf8proc_category(c);
        if (reaches_beyond(c, category)) look.fits_in_a_line = false;
        if (category != UTF8PROC_CATEGORY_ZS && category != UTF8PROC_CATEGORY_CF) look.shows_something = true;
    }
    return look;
}

} // namespace

result<void> check_channel_name(std::string_view name)
{
    const auto bad = [](const char* what) { return error{errc::bad_channel, what}; };
    if (!check_utf8(name)) return bad("The channel's name is not UTF-8.");
    const auto look = look_of(name);
    if (!look.shows_something) return bad("The channel needs a name.");
    if (!look.fits_in_a_line) return bad("The channel's name must fit in one line, and be written in one direction.");
    if (name.size() > max_bytes || length(name, length_unit::graphemes) > max_graphemes)
        return bad("The channel's name is longer than 100 characters.");
    return {};
}

} // namespace multipost
