// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_LOCAL_TIME_HPP
#define MULTIPOST_CLI_LOCAL_TIME_HPP

#include <string>
#include <string_view>

namespace multipost::cli {

/// A time of the server's API for the reader of a report: "2026-12-24 09:00 CET", in the zone of this machine or of TZ.
///
/// @param time  RFC 3339, UTC; what is none comes back as it is, made safe for a terminal
[[nodiscard]] std::string local_time(std::string_view time);

/// The same with seconds.
[[nodiscard]] std::string local_time_with_seconds(std::string_view time);

/// The IANA name of that zone, "Europe/Paris"; empty when it has none that can be found out.
///
/// TZ counts, with or without a colon in front; else where /etc/localtime leads; else what /etc/timezone says; UTC where
/// there is none of these, as for the C library.
[[nodiscard]] std::string local_zone();

} // namespace multipost::cli

#endif
