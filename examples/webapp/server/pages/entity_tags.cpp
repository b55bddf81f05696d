// SPDX-License-Identifier: BSL-1.0
#include "pages/entity_tags.hpp"

namespace webapp {

bool names_tag(std::string_view if_none_match, std::string_view etag) noexcept
{
    if (if_none_match == "*") return true;
    for (auto rest = if_none_match;;)
    {
        const auto begin = rest.find('"');
        if (begin == std::string_view::npos) return false;
        rest.remove_prefix(begin);
        const auto end = rest.find('"', 1);
        if (end == std::string_view::npos) return false;
        if (rest.substr(0, end + 1) == etag) return true;
        rest.remove_prefix(end + 1);
    }
}

} // namespace webapp
