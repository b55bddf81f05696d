// SPDX-License-Identifier: BSL-1.0
#include "pages/header_list.hpp"

#include <algorithm>

namespace webapp {

namespace {

constexpr int whole = 1000;

std::string_view trimmed(std::string_view text) noexcept
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// What stands before the separator, trimmed; the rest stays.
std::string_view take_until(std::string_view& text, char separator) noexcept
{
    const auto end = std::min(text.find(separator), text.size());
    const auto taken = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return taken;
}

// "0", "1", "0.5", "1.000": at most three digits after the point, in thousandths.
std::optional<int> parse_weight(std::string_view text) noexcept
{
    constexpr std::size_t longest = 5;
    if (text.empty() || text.size() > longest || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    if (text.size() > 1 && text[1] != '.') return std::nullopt;
    int weight = (text[0] - '0') * whole;
    int place = whole / 10;
    for (const char digit : text.substr(std::min<std::size_t>(2, text.size())))
    {
        if (digit < '0' || digit > '9') return std::nullopt;
        weight += (digit - '0') * place;
        place /= 10;
    }
    if (weight > whole) return std::nullopt;
    return weight;
}

// Parameters other than the weight say nothing here.
std::optional<int> weight_in(std::string_view parameters) noexcept
{
    while (!parameters.empty())
    {
        auto parameter = take_until(parameters, ';');
        if (equal_in_any_case(take_until(parameter, '='), "q")) return parse_weight(trimmed(parameter));
    }
    return whole;
}

} // namespace

std::optional<weighted_value> take_weighted_value(std::string_view& list) noexcept
{
    while (!list.empty())
    {
        auto member = take_until(list, ',');
        const auto value = take_until(member, ';');
        const auto weight = weight_in(member);
        if (!value.empty() && weight) return weighted_value{value, *weight};
    }
    return std::nullopt;
}

bool equal_in_any_case(std::string_view a, std::string_view b) noexcept
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

} // namespace webapp
