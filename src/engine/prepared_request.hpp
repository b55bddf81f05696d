// SPDX-License-Identifier: BSL-1.0
/// @file
/// Writes a request as HTTP/1.1. No I/O.
#ifndef MULTIPOST_ENGINE_PREPARED_REQUEST_HPP
#define MULTIPOST_ENGINE_PREPARED_REQUEST_HPP

#include "engine/destination.hpp"

#include <multipost/message.hpp>

#include <boost/asio/buffer.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// The bytes of a request: a head of its own, and views of a body that others own.
class prepared_request
{
public:
    /// @param request      must outlive this
    /// @param attachments  what its attachment_range parts refer to; must outlive this
    /// @param user_agent   used when the request names none
    /// @par Errors
    /// @li forbidden "method_invalid"  not a token
    /// @li forbidden "header_invalid"  not a token, or a value with a control character
    /// @li forbidden "header_reserved"  a field that only the engine sets: Host, Content-Length, Connection ...
    /// @li forbidden "attachment_range_invalid"  no such attachment, or a range beyond its end
    /// @par Specification
    /// RFC 9110 section 5, RFC 9112 sections 3 and 6
    [[nodiscard]] static io_result<prepared_request> from(const http_request& request, const destination& to,
                                                          const std::vector<attachment>& attachments,
                                                          std::string_view user_agent);

    /// Copies as much of the body behind the head as keeps it within `size`, so that TLS makes one record of it.
    void coalesce(std::size_t size);

    /// Valid until this is moved or coalesced again.
    [[nodiscard]] std::span<const boost::asio::const_buffer> buffers();

    /// The answer to HEAD has no body, whatever its fields say.
    [[nodiscard]] bool asks_head_only() const noexcept { return head_only_; }

private:
    prepared_request() = default;

    bool head_only_ = false;
    std::string head_;
    std::vector<boost::asio::const_buffer> buffers_; ///< the first one is the head's place
};

} // namespace multipost

#endif
