// SPDX-License-Identifier: BSL-1.0
#include "cli/table.hpp"

#include "cli/utf8.hpp"

#include <algorithm>
#include <string_view>

namespace multipost::cli {

namespace {

std::size_t characters(std::string_view text)
{
    std::size_t count = 0;
    for (; !text.empty(); ++count)
        text.remove_prefix(std::min(text.size(), std::max<std::size_t>(first_character(text).bytes, 1)));
    return count;
}

void pad(std::ostream& out, std::string_view text, std::size_t width)
{
    constexpr std::size_t apart = 2;
    out << std::string(width - characters(text) + apart, ' ');
}

} // namespace

void table::print(std::ostream& out, const style& colors) const
{
    std::vector<std::size_t> widths;
    for (const auto& head : heads_) widths.push_back(characters(head));
    for (const auto& row : rows_)
        for (std::size_t i = 0; i != row.size(); ++i) widths[i] = std::max(widths[i], characters(row[i].text));

    for (std::size_t i = 0; i != heads_.size(); ++i)
    {
        out << colors.faint(heads_[i]);
        if (i + 1 != heads_.size()) pad(out, heads_[i], widths[i]);
    }
    out << '\n';
    for (const auto& row : rows_)
    {
        for (std::size_t i = 0; i != row.size(); ++i)
        {
            out << row[i].shown;
            if (i + 1 != row.size()) pad(out, row[i].text, widths[i]);
        }
        out << '\n';
    }
}

} // namespace multipost::cli
