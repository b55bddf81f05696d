// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_DURATION_HPP
#define MULTIPOST_CLI_DURATION_HPP

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace multipost::cli {

/// Reads how long something is as people write it: "90s", "5m", "2h", "7d", "1h30m"; the largest unit first, each once.
///
/// Nothing: it is none, is zero, or is longer than 10,000 days.
[[nodiscard]] std::optional<std::chrono::seconds> parse_duration(std::string_view text) noexcept;

/// Writes a duration that is not negative as the server's API takes it: "PT1H30M".
///
/// @par Specification
/// ISO 8601-1:2019 section 5.5.2
[[nodiscard]] std::string iso8601(std::chrono::seconds duration);

/// Reads what iso8601() writes. Nothing: it is none.
[[nodiscard]] std::optional<std::chrono::seconds> read_iso8601(std::string_view text);

} // namespace multipost::cli

#endif
