// SPDX-License-Identifier: BSL-1.0
/// @file
/// Reads one request out of bytes, within bounds. No I/O.
#ifndef WEBAPP_HTTP_REQUEST_READER_HPP
#define WEBAPP_HTTP_REQUEST_READER_HPP

#include "http/chunked_body.hpp"
#include "http/refusal.hpp"
#include "http/request.hpp"
#include "http/server.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace webapp {

/// Reads a request from its first byte to its last. The header block passes check_head() before Beast parses it.
class request_reader
{
public:
    enum class state {
        head,     ///< the header block is not all there
        body,     ///< it was accepted, the body is not all there
        complete, ///< take_request() has it
        refused,  ///< why() says why
    };

    /// @param hosts  what Host may say; both arguments outlive this
    request_reader(const http_limits& limits, std::span<const std::string> hosts);

    /// Reads what came.
    ///
    /// @param bytes  all that was not yet taken, from the first unread byte on
    /// @return  how many bytes it took; the rest is to be given again with what follows, or is of the next request. While
    ///     it is in need of more, the rest is less than limits.header_bytes.
    std::size_t consume(std::string_view bytes);

    /// Says that the client ends here: a request that is not complete is refused.
    void end();

    /// Refuses the request, which took too long.
    void time_out();

    [[nodiscard]] state at() const noexcept { return state_; }
    [[nodiscard]] bool is_over() const noexcept { return state_ == state::complete || state_ == state::refused; }
    [[nodiscard]] const refusal& why() const noexcept { return *refusal_; }

    /// Whether anything of the request has come.
    [[nodiscard]] bool has_begun() const noexcept { return has_begun_; }

    /// Whether the client waits for "100 Continue" before it sends the body. True once.
    [[nodiscard]] bool take_continue() noexcept;

    /// Whether the request is HEAD, and the answer has no body.
    [[nodiscard]] bool is_head() const noexcept { return is_head_; }

    /// Whether the client may send another request after this one.
    [[nodiscard]] bool keeps_alive() const noexcept { return keeps_alive_; }

    /// Whether the client reads an answer in chunks: those of HTTP/1.0 do not.
    [[nodiscard]] bool knows_chunks() const noexcept { return knows_chunks_; }

    /// Leaves this without one. Who the client is and the request's id are for the caller to say.
    [[nodiscard]] request take_request() noexcept { return std::move(request_); }

private:
    std::size_t consume_head(std::string_view bytes);
    std::size_t consume_body(std::string_view bytes);
    void parse_head(std::string_view head);
    void refuse(const refusal& why);

    const http_limits& limits_;
    std::span<const std::string> hosts_;
    state state_ = state::head;
    std::optional<refusal> refusal_;
    request request_;
    std::optional<chunked_body> chunks_;
    std::size_t bytes_left_ = 0; ///< of a body that is not chunked
    std::size_t raw_bytes_ = 0;  ///< taken so far
    std::size_t scanned_ = 0;
    bool has_begun_ = false;
    bool expects_continue_ = false;
    bool is_head_ = false;
    bool keeps_alive_ = false;
    bool knows_chunks_ = false;
};

} // namespace webapp

#endif
