// SPDX-License-Identifier: BSL-1.0
/// @file
/// Reads the URL of a request. No I/O.
#ifndef MULTIPOST_ENGINE_DESTINATION_HPP
#define MULTIPOST_ENGINE_DESTINATION_HPP

#include "delivery/operation.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace multipost {

/// A value, or why there is no answer.
template <class T>
using io_result = boost::system::result<T, io_failure>;

/// Where a request goes, and what it asks for there.
struct destination
{
    bool tls = true;
    std::string host; ///< lower case, no trailing dot; an address as Asio writes it, IPv6 without brackets
    std::uint16_t port = 443;
    std::optional<boost::asio::ip::address> address; ///< when the host is one
    std::string host_field;                          ///< value of the Host field
    std::string origin; ///< "https://example.org:8443": scheme and Host field; shown and logged
    std::string target; ///< path and query, percent-encoded; may hold secrets
};

/// Takes a URL apart.
///
/// @par Errors
/// @li forbidden "url_invalid"  no http or https URL, a host that is no host name, user information
[[nodiscard]] io_result<destination> destination_from_url(std::string_view url);

/// "host:port" as an entry of the allow list is written.
[[nodiscard]] std::string allow_list_entry(const destination& to);

} // namespace multipost

#endif
