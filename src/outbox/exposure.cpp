// SPDX-License-Identifier: BSL-1.0
#include "outbox/store.hpp"

#include <algorithm>

namespace multipost {

exposure exposure_with(exposure before, effect leaving) noexcept
{
    switch (leaving)
    {
    case effect::prepares: return before;
    case effect::publishes_once: return std::max(before, exposure::recognised);
    case effect::publishes: break;
    }
    return exposure::doubtful;
}

} // namespace multipost
