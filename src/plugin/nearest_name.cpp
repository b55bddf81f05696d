// SPDX-License-Identifier: BSL-1.0
#include "plugin/nearest_name.hpp"

#include <algorithm>
#include <cstddef>

namespace multipost {

namespace {

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

/// Levenshtein's distance.
std::size_t edits_between(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j != row.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i != a.size(); ++i)
    {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j != b.size(); ++j)
        {
            const auto replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

} // namespace

std::optional<std::string> nearest_name(std::string_view given, const std::vector<std::string>& names)
{
    constexpr std::size_t longest_name = 64;
    if (given.empty() || given.size() > longest_name) return std::nullopt;
    const auto wanted = lower_case(given);
    std::optional<std::string> nearest;
    std::size_t fewest = wanted.size() <= 3 ? 2 : 3;
    for (const auto& name : names)
    {
        const auto edits = edits_between(wanted, lower_case(name));
        if (edits < fewest)
        {
            fewest = edits;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace multipost
