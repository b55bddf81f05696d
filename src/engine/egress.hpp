// SPDX-License-Identifier: BSL-1.0
/// @file
/// Decides which addresses the engine may connect to. No I/O.
#ifndef MULTIPOST_ENGINE_EGRESS_HPP
#define MULTIPOST_ENGINE_EGRESS_HPP

#include <multipost/allow_list.hpp>

#include <boost/asio/ip/address.hpp>

#include <cstdint>
#include <string_view>

namespace multipost {

/// Why an address is not public: "loopback", "private", "link-local", ...; empty when it is public.
///
/// Covers 0/8, loopback, RFC 1918, CGNAT, link-local and metadata, IETF protocol, documentation, benchmarking, multicast and
/// reserved ranges, ULA, site-local, and IPv4 addresses carried inside IPv6 (v4-mapped, v4-compatible, 6to4, Teredo, NAT64,
/// ISATAP), which are judged by the address within.
///
/// @par Specification
/// IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890)
[[nodiscard]] std::string_view non_public_reason(const boost::asio::ip::address& address) noexcept;

/// Whether a connection to `host:port`, resolved to `address`, may be opened.
[[nodiscard]] bool may_connect(const allow_list& allow, std::string_view host, std::uint16_t port,
                               const boost::asio::ip::address& address) noexcept;

/// Whether http without TLS may be spoken to `host:port`: the list names it, or a block of the list holds the address that
/// the host itself is.
[[nodiscard]] bool may_speak_plain_http(const allow_list& allow, std::string_view host, std::uint16_t port) noexcept;

} // namespace multipost

#endif
