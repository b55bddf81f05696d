// SPDX-License-Identifier: BSL-1.0
#include "outbox/clock_watch.hpp"

namespace multipost {

namespace {

constexpr std::chrono::milliseconds smallest_step{5'000};

} // namespace

std::optional<clock_step> clock_watch::step_until(wall_time wall, milliseconds since_boot) const noexcept
{
    const auto passed = since_boot - since_boot_;
    const auto by = wall - wall_ - passed;
    if (by <= smallest_step && by >= -smallest_step) return std::nullopt;
    return clock_step{by, wall - passed, wall};
}

} // namespace multipost
