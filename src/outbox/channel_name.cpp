// SPDX-License-Identifier: BSL-1.0
#include "outbox/channel_name.hpp"

#include "text/utf8.hpp"

#include <multipost/text.hpp>

#include <algorithm>

namespace multipost {

namespace {

constexpr std::size_t max_graphemes = 100;
// A single grapheme may have any number of accents.
constexpr std::size_t max_bytes = 1000;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

} // namespace

result<void> check_channel_name(std::string_view name)
{
    const auto bad = [](const char* what) { return error{errc::bad_channel, what}; };
    if (!check_utf8(name)) return bad("The channel's name is not UTF-8.");
    if (std::all_of(name.begin(), name.end(), [](char c) { return c == ' '; })) return bad("The channel needs a name.");
    if (std::any_of(name.begin(), name.end(), is_control)) return bad("The channel's name must fit in one line.");
    if (name.size() > max_bytes || length(name, length_unit::graphemes) > max_graphemes)
        return bad("The channel's name is longer than 100 characters.");
    return {};
}

} // namespace multipost
