// SPDX-License-Identifier: BSL-1.0
/// @file
/// Checks the header block of a request, octet by octet, before anything else reads it. No I/O.
///
/// What two programs on the way read differently is how requests are smuggled; so whatever RFC 9112 leaves to the
/// recipient's tolerance is refused.
#ifndef WEBAPP_HTTP_FRAMING_HPP
#define WEBAPP_HTTP_FRAMING_HPP

#include "http/refusal.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace webapp {

/// Where the end of a header block is.
struct head_end
{
    std::size_t size = 0;    ///< of the block with its empty line; 0 while that has not come
    std::size_t scanned = 0; ///< where to go on when there is more
    bool is_broken =
        false; ///< no header block will come of this: a bare CR or LF, a control character, an empty first line
};

/// Looks for the end of the header block that begins with the first of these bytes.
/// @param scanned  what the last call with fewer bytes of the same block said
[[nodiscard]] head_end find_head_end(std::string_view bytes, std::size_t scanned) noexcept;

/// What a header block is measured by.
struct framing_rules
{
    std::size_t target_bytes = 4 * 1024;
    std::size_t header_count = 100;
    std::size_t body_bytes = 64 * 1024;
    /// What the Host header may say, case aside; empty: anything well-formed.
    std::span<const std::string> hosts;
};

/// Says what is wrong with a header block; nothing when it is the one valid and unambiguous reading of a request.
///
/// Taken: HTTP/1.1, or 1.0 with a Host and without chunks; a known method, one well-formed Host, and a body that is
/// announced by one decimal Content-Length, or by `Transfer-Encoding: chunked` and nothing else. GET, HEAD and OPTIONS have
/// none.
///
/// @param head  from the request line to the empty line, which find_head_end() found
/// @return  400, 413, 414, 417, 421, 431 or 501
/// @par Specification
/// RFC 9112 sections 2.2 to 7, RFC 9110 sections 5, 7.2, 8.6, 10.1.1 and 15
[[nodiscard]] std::optional<refusal> check_head(std::string_view head, const framing_rules& rules);

} // namespace webapp

#endif
