// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_RFC3339_HPP
#define MULTIPOST_CLI_RFC3339_HPP

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace multipost::cli {

/// UTC with milliseconds, as the server's API writes times: "2026-11-22T09:05:00.250Z".
[[nodiscard]] std::string rfc3339(std::chrono::sys_time<std::chrono::milliseconds> at);

/// Reads what rfc3339() and the server's API write, and nothing else.
[[nodiscard]] std::optional<std::chrono::sys_time<std::chrono::milliseconds>> read_rfc3339(std::string_view text);

} // namespace multipost::cli

#endif
