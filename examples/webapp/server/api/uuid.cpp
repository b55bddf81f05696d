// SPDX-License-Identifier: BSL-1.0
#include "api/uuid.hpp"

#include <cstddef>

namespace webapp {

bool is_uuid(std::string_view text) noexcept
{
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const char c = text[i];
        const bool hyphen_here = i == 8 || i == 13 || i == 18 || i == 23;
        const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (hyphen_here ? c != '-' : !digit) return false;
    }
    return true;
}

} // namespace webapp
