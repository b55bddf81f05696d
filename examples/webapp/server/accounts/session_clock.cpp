// SPDX-License-Identifier: BSL-1.0
#include "accounts/session_clock.hpp"

#include <algorithm>

namespace webapp {

session_clock::session_clock(std::optional<note> last, reading max_gap, steady_time now,
                             multipost::wall_time wall_now) noexcept
    : at_start_(0),
      start_(now)
{
    if (last) at_start_ = last->at + std::clamp<reading>(wall_now - last->wall, reading(0), max_gap);
}

session_clock::reading session_clock::read(steady_time now) const noexcept
{
    return at_start_ + std::chrono::duration_cast<reading>(now - start_);
}

} // namespace webapp
