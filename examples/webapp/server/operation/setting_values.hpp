// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_SETTING_VALUES_HPP
#define WEBAPP_OPERATION_SETTING_VALUES_HPP

#include <multipost/log_sink.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace webapp {

/// "127.0.0.1:8080", "[::1]:8080", "localhost:8080". Port 0 takes a free one.
[[nodiscard]] std::optional<boost::asio::ip::tcp::endpoint> parse_endpoint(std::string_view text);

/// "https://post.example.org", "http://127.0.0.1:8080": as a browser writes it, lower case and without the usual port.
/// @par Specification
/// RFC 6454 section 6.2
[[nodiscard]] std::optional<std::string> parse_origin(std::string_view text);

/// An address as it stands in a URL: "127.0.0.1:8080", "[::1]:8080".
[[nodiscard]] std::string authority_of(const boost::asio::ip::tcp::endpoint& at);

/// The host and port of an origin, the usual port too: "post.example.org:443".
[[nodiscard]] std::string destination_of(std::string_view origin);

/// "500ms", "30s", "5m", "12h", "14d"; more than zero, a year at most.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// "trace", "debug", "info", "warning", "error". @return nothing: none of these
[[nodiscard]] std::optional<multipost::log_level> parse_log_level(std::string_view text);

/// The parts between the separators, blanks around them and empty ones left out.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

/// Whether this is an address or a CIDR block.
[[nodiscard]] bool is_address_or_block(const std::string& text);

/// The value in quotes, control characters escaped; "a value that is not repeated here" when it may hold a secret: anything
/// long, a URL beyond its origin, many hexadecimal digits.
[[nodiscard]] std::string shown(std::string_view value);

} // namespace webapp

#endif
