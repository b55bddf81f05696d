// SPDX-License-Identifier: BSL-1.0
#include "handlers/check_throttle.hpp"

#include <algorithm>

namespace webapp {

std::chrono::milliseconds check_throttle::admit(std::string_view user, std::string_view channel,
                                                request_budget::time_point now)
{
    const auto wait = std::max(by_user_.wait(user, now), by_channel_.wait(channel, now));
    if (wait > std::chrono::milliseconds(0)) return wait;
    by_user_.spend(user, now);
    by_channel_.spend(channel, now);
    return wait;
}

} // namespace webapp
