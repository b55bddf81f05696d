// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_SESSION_CLOCK_HPP
#define WEBAPP_ACCOUNTS_SESSION_CLOCK_HPP

#include <multipost/outcome.hpp>

#include <chrono>
#include <optional>

namespace webapp {

/// Tells how late it is for sessions and invitations: a count that never goes back and does not follow a wall clock that is
/// set.
///
/// While the server runs, it counts what the steady clock counts: setting the wall clock ends no session and prolongs none.
/// Over a restart it goes on from where it was last noted, by what the wall clock says has passed since, but never back and
/// never by more than a bound: a wall clock that was wrong once, before or after, can neither end all sessions at a stroke
/// nor make any live longer than the time the server was down.
class session_clock
{
public:
    using steady_time = std::chrono::steady_clock::time_point;
    /// Since the first start of the first server on this database.
    using reading = std::chrono::milliseconds;

    /// What is stored now and then, for the next start.
    struct note
    {
        reading at{};
        multipost::wall_time wall{};
    };

    /// @param last      the last note; nothing at the first start
    /// @param max_gap   the most that a restart counts for
    session_clock(std::optional<note> last, reading max_gap, steady_time now, multipost::wall_time wall_now) noexcept;

    /// @param now  not before that of the constructor
    [[nodiscard]] reading read(steady_time now) const noexcept;

private:
    reading at_start_;
    steady_time start_;
};

} // namespace webapp

#endif
