// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_SERVER_HPP
#define WEBAPP_HTTP_SERVER_HPP

#include "http/request.hpp"
#include "http/response.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// Answers a request. Throws nothing that matters: what escapes becomes a 500 without details.
using request_handler = std::function<boost::asio::awaitable<response>(request)>;

/// Told of what the server refuses by itself, before any handler, and of a handler that failed: for the log and the metrics.
/// 503 is a connection that was not let in. The reason is a sentence of ours; of a failed handler it has the exception's text.
using refusal_listener =
    std::function<void(unsigned status, std::string_view reason, const boost::asio::ip::address& client)>;

/// Bounds of what a client may do. OWASP ASVS 5.0 V4; RFC 9112.
struct http_limits
{
    std::size_t header_bytes = 16 * 1024;
    std::size_t target_bytes = 4 * 1024;
    std::size_t header_count = 100;
    std::size_t body_bytes = 64 * 1024;
    /// Everything a request may be on the wire: chunk sizes, extensions and trailers included.
    std::size_t raw_bytes = 96 * 1024;
    std::chrono::milliseconds header_time{10'000};
    std::chrono::milliseconds body_time{30'000};
    std::chrono::milliseconds idle_time{60'000};
    std::chrono::milliseconds write_time{30'000};
    /// Open connections; at the bound the one that has waited longest for a whole request makes room. Of both bounds three
    /// quarters may be answers that go on; beyond that the oldest of these makes room for the next.
    std::size_t connections = 800;
    std::size_t connections_per_client = 400;
};

struct http_options
{
    http_limits limits;
    /// What the Host header may say, "127.0.0.1:8080" or "post.example.org"; empty: anything well-formed.
    std::vector<std::string> hosts;
    /// CIDR blocks or addresses whose X-Forwarded-For is believed; usually the reverse proxy's.
    std::vector<std::string> trusted_proxies;
    /// Headers added to every answer that has them not already.
    std::vector<std::pair<std::string, std::string>> headers;
};

/// Takes an address; port 0 takes a free one. Whoever connects waits until a server listens on it.
/// @throws boost::system::system_error  the address is taken or not of this machine; the text names it
[[nodiscard]] boost::asio::ip::tcp::acceptor take_address(const boost::asio::any_io_executor& executor,
                                                          const boost::asio::ip::tcp::endpoint& at);

/// Serves HTTP/1.1 on TCP or a Unix socket. All work happens on the executor, which must be serial; whoever calls a member
/// does so there, or while nothing runs on it.
class http_server
{
public:
    /// @throws std::invalid_argument  a trusted proxy is neither an address nor a CIDR block; the text names it
    http_server(boost::asio::any_io_executor serial_executor, request_handler handler, http_options options,
                refusal_listener refused = {});
    /// Drops what is open; a handler at work is cancelled.
    ~http_server();
    http_server(const http_server&) = delete;
    http_server& operator=(const http_server&) = delete;

    /// Listens on an address; port 0 takes a free one. Returns where it listens.
    /// @throws boost::system::system_error  the address is taken or not of this machine; the text names it
    boost::asio::ip::tcp::endpoint listen(const boost::asio::ip::tcp::endpoint& at);

    /// Listens on an address that was taken on the server's executor.
    void listen(boost::asio::ip::tcp::acceptor taken);

    /// Listens on a Unix socket of mode 0600, replacing one that nobody serves; only this process's user and root are
    /// let in (SO_PEERCRED). What the Host header says does not matter there. The file is removed at the end.
    /// @throws boost::system::system_error  it is served by a process already, or cannot be made; the text names it
    void listen_local(const std::filesystem::path& socket);

    /// Stops accepting, ends connections that wait for a request, finishes answers that go on, lets the others under way go
    /// out, and completes when the last connection has ended or the time is over; what is open then is dropped.
    boost::asio::awaitable<void> stop(std::chrono::milliseconds at_most);

    [[nodiscard]] std::size_t open_connections() const noexcept;

private:
    class implementation;
    std::shared_ptr<implementation> implementation_;
};

} // namespace webapp

#endif
