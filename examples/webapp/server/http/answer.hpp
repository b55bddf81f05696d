// SPDX-License-Identifier: BSL-1.0
/// @file
/// Writes the header block of an answer. No I/O.
#ifndef WEBAPP_HTTP_ANSWER_HPP
#define WEBAPP_HTTP_ANSWER_HPP

#include "http/response.hpp"

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace webapp {

/// What the server adds to a response.
struct answer_frame
{
    std::string_view request_id;
    std::chrono::sys_seconds date;
    bool close = false;   ///< the connection ends after it
    bool chunked = false; ///< a stream is written in chunks; else it ends with the connection
    std::span<const std::pair<std::string, std::string>> more =
        {}; ///< headers for which the response has no value of its own
};

/// Whether a response can be written: a final status, and headers that are tokens and text without line ends.
[[nodiscard]] bool is_writable(const response& r) noexcept;

/// Whether bytes follow the header block, when the request was not HEAD: not with 204 and 304.
[[nodiscard]] bool has_body(const response& r) noexcept;

/// The bytes that follow the header block where any do.
[[nodiscard]] std::string_view body_of(const response& r) noexcept;

/// The status line and the headers, up to the empty line.
///
/// Framing is the server's: Connection, Content-Length, Date, Transfer-Encoding and X-Request-Id of the response are left
/// out and written by this.
///
/// @param r  is_writable()
/// @par Specification
/// RFC 9112 sections 4 and 6, RFC 9110 sections 6.6.1 and 8.6
[[nodiscard]] std::string answer_head(const response& r, const answer_frame& frame);

/// A chunk of a body; of nothing, the last one.
/// @par Specification
/// RFC 9112 section 7.1
[[nodiscard]] std::string as_chunk(std::string_view bytes);

/// IMF-fixdate: "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7).
[[nodiscard]] std::string http_date(std::chrono::sys_seconds at);

} // namespace webapp

#endif
