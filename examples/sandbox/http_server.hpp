// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_HTTP_SERVER_HPP
#define SANDBOX_HTTP_SERVER_HPP

#include "certificate.hpp"
#include "endpoint.hpp"
#include "request.hpp"
#include "response.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace sandbox {

/// What a client may use up.
struct http_limits
{
    std::size_t max_header_bytes = 16 * 1024;
    std::size_t max_body_bytes = 1024 * 1024;
    std::size_t max_connections = 1000;          ///< more are closed as they come
    std::chrono::milliseconds idle{60'000};      ///< from one answer to the end of the next request's header
    std::chrono::milliseconds read{30'000};      ///< for a TLS handshake, and for a whole body
    std::chrono::milliseconds write{30'000};     ///< for a whole answer, and for each part of a stream
    std::chrono::milliseconds silence{600'000};  ///< how long wire::silence lasts at most
    std::chrono::milliseconds heartbeat{15'000}; ///< between two parts of a stream that has nothing to say
};

/// HTTP/1.1 over TCP or TLS, keep-alive, one thread.
///
/// The handler is called on the thread that is in run() and must not block. An exception it throws is a 500.
class http_server
{
public:
    using handler = std::function<response(const request&)>;

    explicit http_server(handler answer, http_limits limits = {});
    ~http_server();

    /// Starts to listen; connections are taken once run() is called.
    /// @return  the port, the real one for port 0
    /// @throws boost::system::system_error  cannot listen there
    std::uint16_t listen(const endpoint& where);

    /// As listen(), for https.
    /// @throws boost::system::system_error  cannot listen there, or OpenSSL refuses the certificate or the key
    std::uint16_t listen_tls(const endpoint& where, const server_identity& identity);

    /// Serves until stop(); drops the open connections then.
    void run();

    /// Ends run(); from any thread.
    void stop();

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

} // namespace sandbox

#endif
