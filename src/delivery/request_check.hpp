// SPDX-License-Identifier: BSL-1.0
/// @file
/// Checks what a connector asks for before it is done.
#ifndef MULTIPOST_DELIVERY_REQUEST_CHECK_HPP
#define MULTIPOST_DELIVERY_REQUEST_CHECK_HPP

#include "delivery/operation.hpp"
#include "delivery/permitted_origin.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace multipost {

/// What is wrong with a request, as the end of "it asked for ..."; empty when nothing is. Never quotes the request,
/// which may hold secrets.
///
/// Refused: an unknown effect; a method that is no token, or CONNECT, TRACE or HEAD, which have an answer of another
/// shape; a URL that is not absolute http or https, has user information or an origin that is not permitted; a header
/// whose name is no token, whose value holds CR, LF or NUL, or that belongs to the host (Host, Content-Length,
/// Connection and their like); a range beyond its attachment.
///
/// @par Specification
/// RFC 9110 sections 5.1, 5.5, 5.6.2 and 9.1; RFC 9112 section 9.6
[[nodiscard]] std::string_view wrong_with(const http_request& request, const std::vector<permitted_origin>& origins,
                                          const std::vector<std::uint64_t>& attachment_bytes);

/// The same for the other actions.
[[nodiscard]] std::string_view wrong_with(const sleep_for& wanted) noexcept;
[[nodiscard]] std::string_view wrong_with(const store_checkpoint& wanted) noexcept;
[[nodiscard]] std::string_view wrong_with(const done& claimed) noexcept;

} // namespace multipost

#endif
