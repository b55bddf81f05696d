// SPDX-License-Identifier: BSL-1.0
#include "outbox/stored_clock.hpp"

#include <utility>

namespace multipost {

stored_clock::stored_clock(wall_clock now, boot_clock since_boot)
    : now_(std::move(now)),
      since_boot_(std::move(since_boot)),
      watch_(now_(), since_boot_())
{}

clock_watch stored_clock::follow(store_session& s)
{
    const auto wall = now_();
    const auto since_boot = since_boot_();
    if (const auto step = watch_.step_until(wall, since_boot))
    {
        s.follow_clock(*step);
        if (!before_) before_ = watch_;
    }
    watch_.follow(wall, since_boot);
    return watch_;
}

void stored_clock::ended(bool committed) noexcept
{
    if (!before_) return;
    if (!committed) watch_ = *before_;
    before_.reset();
}

} // namespace multipost
