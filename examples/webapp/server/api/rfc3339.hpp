// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_RFC3339_HPP
#define WEBAPP_API_RFC3339_HPP

#include <multipost/outcome.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace webapp {

/// Writes a time as RFC 3339 does, in UTC with milliseconds: "2026-11-22T09:05:00.250Z".
[[nodiscard]] std::string rfc3339(multipost::wall_time at);

/// Reads a date-time of RFC 3339 with any offset; what is finer than a millisecond is cut off, a leap second is the second
/// after it. Nothing when it is none.
///
/// @par Specification
/// RFC 3339 section 5.6
[[nodiscard]] std::optional<multipost::wall_time> parse_rfc3339(std::string_view text) noexcept;

} // namespace webapp

#endif
