// SPDX-License-Identifier: BSL-1.0
/// @file
/// Notices that the wall clock was set. No I/O, no clock.
#ifndef MULTIPOST_OUTBOX_CLOCK_WATCH_HPP
#define MULTIPOST_OUTBOX_CLOCK_WATCH_HPP

#include "outbox/store.hpp"

#include <multipost/outcome.hpp>

#include <chrono>
#include <optional>

namespace multipost {

/// Holds the wall clock against one that nobody sets and that runs while the machine sleeps.
///
/// What drifts or is corrected by a few seconds is followed in silence.
class clock_watch
{
public:
    using milliseconds = std::chrono::milliseconds;

    clock_watch(wall_time wall, milliseconds since_boot) noexcept : wall_(wall), since_boot_(since_boot) {}

    /// By how much the wall clock was set since the times given last; nothing: it was not.
    [[nodiscard]] std::optional<clock_step> step_until(wall_time wall, milliseconds since_boot) const noexcept;

    /// By how much it was set between an earlier reading and these times.
    [[nodiscard]] std::optional<clock_step> step_since(const clock_watch& earlier) const noexcept
    {
        return earlier.step_until(wall_, since_boot_);
    }

    /// The wall clock's time as given last.
    [[nodiscard]] wall_time wall() const noexcept { return wall_; }

    /// The step until then is dealt with.
    void follow(wall_time wall, milliseconds since_boot) noexcept
    {
        wall_ = wall;
        since_boot_ = since_boot;
    }

private:
    wall_time wall_;
    milliseconds since_boot_;
};

} // namespace multipost

#endif
