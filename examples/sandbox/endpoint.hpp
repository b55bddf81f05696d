// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_ENDPOINT_HPP
#define SANDBOX_ENDPOINT_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// Where to listen.
struct endpoint
{
    std::string host = "127.0.0.1"; ///< name or address, without brackets
    std::uint16_t port = 0;         ///< 0: any that is free
};

/// Reads "HOST:PORT", an IPv6 address in brackets: "[::1]:8090". Nothing when it is none.
[[nodiscard]] std::optional<endpoint> parse_endpoint(std::string_view text);

/// Writes it as parse_endpoint() reads it.
[[nodiscard]] std::string to_string(const endpoint& e);

} // namespace sandbox

#endif
