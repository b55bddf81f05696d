// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_TIMESTAMP_HPP
#define SANDBOX_TIMESTAMP_HPP

#include <chrono>
#include <string>

namespace sandbox {

/// Formats an instant as RFC 3339 in UTC with milliseconds: "2026-11-22T09:05:00.250Z".
[[nodiscard]] std::string rfc3339(std::chrono::system_clock::time_point at);

/// Formats a time as seconds with exactly three decimals: "64.570".
[[nodiscard]] std::string decimal_seconds(std::chrono::milliseconds time);

/// Rounds up to whole seconds, as the Retry-After header wants them.
[[nodiscard]] std::string whole_seconds(std::chrono::milliseconds time);

} // namespace sandbox

#endif
