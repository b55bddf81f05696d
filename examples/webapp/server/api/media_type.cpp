// SPDX-License-Identifier: BSL-1.0
#include "api/media_type.hpp"

#include <algorithm>

namespace webapp {

namespace {

bool equal_in_any_case(std::string_view a, std::string_view b) noexcept
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) noexcept
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace

bool is_json_type(std::string_view content_type) noexcept
{
    const auto semicolon = content_type.find(';');
    if (!equal_in_any_case(trimmed(content_type.substr(0, semicolon)), "application/json")) return false;
    if (semicolon == std::string_view::npos) return true;
    const auto parameter = trimmed(content_type.substr(semicolon + 1));
    return equal_in_any_case(parameter, "charset=utf-8") || equal_in_any_case(parameter, "charset=\"utf-8\"");
}

} // namespace webapp
