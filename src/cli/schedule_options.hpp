// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_SCHEDULE_OPTIONS_HPP
#define MULTIPOST_CLI_SCHEDULE_OPTIONS_HPP

#include <multipost/schedule.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace multipost::cli {

/// When a post is to go out, as written on the command line. Empty: not given.
struct schedule_options
{
    std::string at;   ///< --at "2026-12-24 09:00"
    std::string zone; ///< --tz Europe/Paris
    std::string in;   ///< --in 1h30m
    std::string late; ///< --late 1h: multipost::schedule::send_within
};

/// What they mean. Nothing: neither --at nor --in is given.
///
/// A time of day is kept as such, in the zone of --tz or of this machine; --in is counted from now.
/// @throws refusal  they contradict each other, or are no times
[[nodiscard]] std::optional<schedule> read_schedule(const schedule_options& options, wall_time now);

/// Reads --late, a minute at least.
///
/// @throws refusal  it is none
[[nodiscard]] std::chrono::seconds read_lateness(std::string_view text);

/// Reads any other option that takes a duration.
///
/// @param option  its name, for the refusal
/// @throws refusal  it is none
[[nodiscard]] std::chrono::seconds read_duration(std::string_view option, std::string_view text);

/// Reads a point in the past: "7d" ago, or "2026-11-20" or "2026-11-20 09:00" in this machine's zone.
///
/// @param option  its name, for the refusal
/// @throws refusal  it is none
[[nodiscard]] wall_time read_since(std::string_view option, const std::string& text, wall_time now);

} // namespace multipost::cli

#endif
