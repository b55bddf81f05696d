// SPDX-License-Identifier: BSL-1.0
#include "http/request.hpp"

#include <algorithm>

namespace webapp {

namespace {

std::optional<std::string_view> find(const std::vector<std::pair<std::string, std::string>>& pairs,
                                     std::string_view name) noexcept
{
    const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; });
    if (found == pairs.end()) return std::nullopt;
    return found->second;
}

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view blanks = " \t";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace

std::optional<std::string_view> request::header(std::string_view name) const noexcept { return find(headers, name); }

std::optional<std::string_view> request::parameter(std::string_view name) const noexcept { return find(query, name); }

// One given twice may be one that a neighbouring host planted beside ours (RFC 6265 section 8.6).
std::optional<std::string_view> request::cookie(std::string_view name) const noexcept
{
    std::optional<std::string_view> found;
    for (const auto& [field, value] : headers)
    {
        if (field != "cookie") continue;
        for (std::string_view rest = value; !rest.empty();)
        {
            const auto pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos || trimmed(pair.substr(0, equals)) != name) continue;
            if (found) return std::nullopt;
            found = trimmed(pair.substr(equals + 1));
        }
    }
    return found;
}

} // namespace webapp
