// SPDX-License-Identifier: BSL-1.0
/// @file
/// Says when a post is to go out: at an instant, or at a time of day somewhere.
#ifndef MULTIPOST_SCHEDULE_HPP
#define MULTIPOST_SCHEDULE_HPP

#include <multipost/error.hpp>
#include <multipost/export.h>
#include <multipost/outcome.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace multipost {

/// When, as its author says it.
///
/// A time of day in a zone is kept as such: should the zone's rules change before it comes, it still is that time of day.
struct schedule
{
    /// ISO 8601. Without an offset, "2026-12-24T09:00" or "2026-12-24T09:00:30", a time of day in `zone`; with one (RFC 3339),
    /// "2026-12-24T08:00:00Z", an instant, of which milliseconds count.
    std::string at;
    /// IANA name, "Europe/Paris". An instant needs none.
    std::string zone;
    /// How late it may still be sent, a minute at least; what did not go out until then is `missed`. Nothing: as late as
    /// outbox_worker_options::max_age allows.
    std::optional<std::chrono::seconds> send_within;

    friend bool operator==(const schedule&, const schedule&) = default;
};

/// What the clocks of a zone do at a time of day.
enum class clock_change {
    none,     ///< it exists once
    skipped,  ///< they go forward over it: it is the first instant after
    repeated, ///< they go back to it: it is the first of two
};

/// "none", "skipped", "repeated"
[[nodiscard]] MULTIPOST_EXPORT std::string_view to_string(clock_change c) noexcept;

/// What a schedule means.
struct planned_time
{
    wall_time instant{};
    std::string local;        ///< in its zone, RFC 3339 with seconds: "2026-12-24T09:00:00+01:00"
    std::string abbreviation; ///< of the zone at that time: "CET"
    clock_change met = clock_change::none;
    /// When `met` is `repeated`, the second of the two; as an instant ("…Z") it can be asked for.
    std::optional<wall_time> second;

    friend bool operator==(const planned_time&, const planned_time&) = default;
};

/// Reads a schedule by the time zones of this system (the tz database).
///
/// @par Errors
/// @li errc::bad_schedule  `at` is no time or none from 1970 to 9999, the zone is unknown or missing, or its rules are
///     (after 2037), `send_within` is less than a minute; the text names which
[[nodiscard]] MULTIPOST_EXPORT result<planned_time> plan(const schedule& s);

} // namespace multipost

#endif
