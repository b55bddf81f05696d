// SPDX-License-Identifier: BSL-1.0
#include "operation/nearest_name.hpp"

#include <algorithm>
#include <numeric>

namespace webapp {

namespace {

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

std::string nearest_name(std::string_view word, const std::vector<std::string>& names)
{
    constexpr std::size_t near = 2;
    std::string nearest;
    std::size_t least = near + 1;
    for (const auto& name : names)
        if (const auto d = distance(word, name); d < least)
        {
            least = d;
            nearest = name;
        }
    if (!nearest.empty()) return nearest;
    const auto begun = std::find_if(names.begin(), names.end(),
                                    [word](const auto& name) { return word.size() > near && name.starts_with(word); });
    return begun == names.end() ? std::string() : *begun;
}

} // namespace webapp
