// SPDX-License-Identifier: BSL-1.0
#include "api/entity_tag.hpp"

#include "api/problem.hpp"

#include <algorithm>
#include <cstddef>

namespace webapp {

namespace {

[[noreturn]] void refuse() { throw bad_value("If-Match:", "Must be the ETag of an answer, in its quotation marks."); }

void skip(std::string_view& text, std::string_view characters) noexcept
{
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(characters)));
}

} // namespace

std::string entity_tag(std::int64_t revision) { return '"' + std::to_string(revision) + '"'; }

if_match::if_match(std::string_view header)
{
    skip(header, " \t");
    while (header.ends_with(' ') || header.ends_with('\t')) header.remove_suffix(1);
    if (header == "*")
    {
        any_ = true;
        return;
    }
    if (header.empty()) refuse();
    while (!header.empty())
    {
        const bool weak = header.starts_with("W/");
        if (weak) header.remove_prefix(2);
        if (!header.starts_with('"')) refuse();
        const auto end = header.find('"', 1);
        if (end == std::string_view::npos) refuse();
        if (!weak) tags_.emplace_back(header.substr(0, end + 1));
        header.remove_prefix(end + 1);
        skip(header, " \t");
        if (header.empty()) break;
        if (header.front() != ',') refuse();
        skip(header, ", \t");
    }
}

bool if_match::allows(std::int64_t revision) const
{
    return any_ || std::ranges::find(tags_, entity_tag(revision)) != tags_.end();
}

} // namespace webapp
