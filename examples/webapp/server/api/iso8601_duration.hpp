// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_ISO8601_DURATION_HPP
#define WEBAPP_API_ISO8601_DURATION_HPP

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace webapp {

/// Reads a duration of days, hours, minutes and seconds: "P1DT12H", "PT90M", "PT30S". Months and years have no fixed length
/// and are not taken. Nothing when it is none.
///
/// @par Specification
/// ISO 8601-1:2019 section 5.5.2; RFC 3339 appendix A
[[nodiscard]] std::optional<std::chrono::seconds> parse_iso8601_duration(std::string_view text) noexcept;

/// Writes a duration that is not negative, in the largest units that fit: "PT1H30M".
[[nodiscard]] std::string iso8601(std::chrono::seconds duration);

} // namespace webapp

#endif
