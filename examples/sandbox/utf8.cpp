// SPDX-License-Identifier: BSL-1.0
#include "utf8.hpp"

#include <algorithm>

namespace sandbox {

namespace {

bool starts_code_point(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

} // namespace

std::size_t code_points(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_code_point));
}

std::string_view first_code_points(std::string_view text, std::size_t count) noexcept
{
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (starts_code_point(text[i]) && seen++ == count) return text.substr(0, i);
    return text;
}

bool is_blank(std::string_view text) noexcept
{
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

} // namespace sandbox
