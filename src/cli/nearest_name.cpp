// SPDX-License-Identifier: BSL-1.0
#include "cli/nearest_name.hpp"

#include <algorithm>
#include <numeric>

namespace multipost::cli {

namespace {

constexpr std::size_t short_word = 3;

// How many single characters to change, add or take away. Keeps one row of the usual table.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i != a.size(); ++i)
    {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j != b.size(); ++j)
        {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string_view nearest_name(std::string_view word, const std::vector<std::string_view>& names)
{
    std::string_view nearest;
    std::size_t least = word.size() <= short_word ? 2 : 3;
    for (const auto name : names)
    {
        const auto d = distance(word, name);
        if (d < least)
        {
            least = d;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace multipost::cli
