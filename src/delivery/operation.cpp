// SPDX-License-Identifier: BSL-1.0
#include "delivery/operation.hpp"

namespace multipost {

std::string_view to_string(effect e) noexcept
{
    switch (e)
    {
    case effect::prepares: return "prepares";
    case effect::publishes: return "publishes";
    case effect::publishes_once: return "publishes_once";
    }
    return {};
}

} // namespace multipost
