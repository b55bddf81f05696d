// SPDX-License-Identifier: BSL-1.0
/// @file
/// Holds one open connection, plain or TLS, and speaks HTTP/1.1 on it.
#ifndef MULTIPOST_ENGINE_HTTP_CONNECTION_HPP
#define MULTIPOST_ENGINE_HTTP_CONNECTION_HPP

#include "engine/destination.hpp"
#include "engine/http_client.hpp"
#include "engine/interruption.hpp"
#include "engine/prepared_request.hpp"
#include "engine/response_reader.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <tuple>

namespace multipost {

/// Used by one exchange at a time.
class http_connection
{
public:
    /// @param socket  connected
    explicit http_connection(boost::asio::ip::tcp::socket socket);
    http_connection(const http_connection&) = delete;
    http_connection& operator=(const http_connection&) = delete;

    /// Turns it into a TLS connection. Nothing when it is one now.
    [[nodiscard]] boost::asio::awaitable<std::optional<io_failure>>
    handshake(boost::asio::ssl::context& context, const destination& to, interruption& stop);

    /// Sends a request and waits for the whole answer. The step it belongs to has begun.
    [[nodiscard]] boost::asio::awaitable<exchange_result>
    exchange(prepared_request& request, const answer_limits& limits, const std::string& origin, interruption& stop);

    /// Both sides mean to keep it, and every byte of the last answer has been read.
    [[nodiscard]] bool is_reusable() const noexcept { return reusable_; }

    /// Whether the peer left it alone while it rested: neither closed it nor sent anything. Costs one system call.
    [[nodiscard]] bool is_still_open();

private:
    using io_outcome = std::tuple<boost::system::error_code, std::size_t>;

    boost::asio::awaitable<io_outcome> write(prepared_request& request, interruption& stop);
    boost::asio::awaitable<io_outcome> read_some(interruption& stop);
    boost::asio::awaitable<boost::system::error_code> read(response_reader& reader, interruption& stop);

    boost::asio::ip::tcp::socket socket_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    boost::beast::flat_buffer buffer_; ///< read, and not yet understood
    bool reusable_ = false;
};

} // namespace multipost

#endif
