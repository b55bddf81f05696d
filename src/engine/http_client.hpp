// SPDX-License-Identifier: BSL-1.0
/// @file
/// Sends HTTP requests: the only place of the library that opens a socket.
#ifndef MULTIPOST_ENGINE_HTTP_CLIENT_HPP
#define MULTIPOST_ENGINE_HTTP_CLIENT_HPP

#include "delivery/operation.hpp"

#include <multipost/allow_list.hpp>
#include <multipost/log_sink.hpp>
#include <multipost/message.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace multipost {

struct http_client_options
{
    std::chrono::milliseconds connect_timeout{10'000}; ///< resolving, connecting, TLS handshake: each
    std::chrono::milliseconds request_timeout{30'000}; ///< first byte of the request to last byte of the answer
    std::size_t max_answer_bytes = 1U << 20U;
    std::size_t max_header_bytes = 16U << 10U;
    std::size_t max_connections_per_origin = 8;
    std::chrono::milliseconds idle_timeout{20'000};
    std::string user_agent; ///< when the request names none
    allow_list allow;
    std::string ca_certificates_pem; ///< empty: the system's store, loaded on the first TLS connection
    log_sink log;
    /// The executor never runs two handlers at once, so that exchanges need no strands.
    bool executor_is_serial = false;
};

using exchange_result = std::variant<http_response, io_failure>;

/// Who is asked before a request leaves.
class departure_gate
{
public:
    virtual ~departure_gate() = default;

    /// A connection is ready, and no byte of the request has left. Runs within the exchange, on its strand; again, when the
    /// connection was closed meanwhile and another one is ready. What it throws, the exchange throws.
    ///
    /// @return  false calls the exchange off
    [[nodiscard]] virtual boost::asio::awaitable<bool> before_first_byte() = 0;
};

/// A pool of kept-alive connections, one set an origin. Thread-safe.
///
/// TLS 1.2 or later, certificate and name always verified (subject alternative names only). Redirects are not followed. A
/// name is resolved once and the address that was checked against the egress policy is the one connected to.
///
/// A connection at rest keeps no io_context running; one that rested for longer than idle_timeout is not used again, and
/// closed when the client is next used or destroyed. The destructor cancels what is under way and waits for nothing. The
/// executor's context must outlive the client.
class http_client
{
public:
    http_client(boost::asio::any_io_executor executor, http_client_options options);
    ~http_client();
    http_client(const http_client&) = delete;
    http_client& operator=(const http_client&) = delete;

    /// Sends one request and waits for the whole answer.
    ///
    /// Never throws for what the network or the peer does. io_failure::request_sent is false only when certainly no byte of
    /// the request has left. A connection that was kept alive is looked at before it is used again, so that a peer's idle
    /// close does not turn into a lost answer. Cancellation (terminal, partial) ends it with kind `connection` and code
    /// "cancelled".
    ///
    /// @param attachments  what attachment_range parts of the body refer to
    /// @param deadline     overall; the shorter of this and the timeouts wins
    /// @param gate         asked before the request leaves; nullptr: it leaves as soon as it can
    [[nodiscard]] boost::asio::awaitable<exchange_result> exchange(const http_request& request,
                                                                   const std::vector<attachment>& attachments,
                                                                   std::chrono::steady_clock::time_point deadline,
                                                                   departure_gate* gate = nullptr);

private:
    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace multipost

#endif
