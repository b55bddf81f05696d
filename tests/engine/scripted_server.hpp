// SPDX-License-Identifier: BSL-1.0
/// @file
/// A server of which a test decides every byte.
#ifndef MULTIPOST_TESTS_ENGINE_SCRIPTED_SERVER_HPP
#define MULTIPOST_TESTS_ENGINE_SCRIPTED_SERVER_HPP

#include "certificates.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace multipost::test {

/// The server's side of one connection; blocking. Errors end the script, which is a normal way for one to end.
class peer
{
public:
    using stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>;

    explicit peer(boost::asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}

    /// One request, head and body as they came; empty when the client has closed.
    [[nodiscard]] std::string read_request();

    void write(std::string_view bytes);
    /// The name that the client's TLS handshake asked for; empty when none.
    [[nodiscard]] std::string server_name();

    /// A byte at a time.
    void drip(std::string_view bytes, std::chrono::milliseconds pause);
    /// Returns when there is something to read, and reads nothing.
    void await_request();
    void read_until_closed();
    /// Does nothing at all until the test is over.
    void wait_for_abort();
    /// The client sees the end of the answer; what it sends is still taken.
    void shut_down_sending();
    void close();
    /// Ends the connection the hard way: the client gets ECONNRESET.
    void reset();
    /// Ends the TLS session as the standard wants, not the connection.
    void close_notify();
    /// A TLS 1.3 message out of turn, which a healthy server may send at any time.
    void send_session_ticket();

    /// Aborts the script from another thread.
    void abort();

private:
    friend class scripted_server;

    std::size_t read_some(char* bytes, std::size_t size);

    std::mutex closing_;
    std::condition_variable aborting_;
    bool aborted_ = false;
    boost::asio::ip::tcp::socket socket_;
    std::optional<stream> tls_;
    std::string buffer_;
};

/// Runs a script for each connection, on a thread of its own. Ends them all when destroyed.
class scripted_server
{
public:
    /// @param connection  number of the connection, from 0
    using script = std::function<void(peer&, int connection)>;

    explicit scripted_server(script run);
    /// Speaks TLS. @param configure  last word on the context
    scripted_server(script run, const identity& shown,
                    const std::function<void(boost::asio::ssl::context&)>& configure = {});
    ~scripted_server();
    scripted_server(const scripted_server&) = delete;
    scripted_server& operator=(const scripted_server&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// "127.0.0.1:4711"
    [[nodiscard]] std::string authority() const { return "127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::string url(std::string_view path = "/") const;

    [[nodiscard]] int connections() const { return connections_; }

private:
    struct session
    {
        explicit session(boost::asio::ip::tcp::socket socket) : client(std::move(socket)) {}
        peer client;
        std::thread thread;
    };

    void accept();
    void run_session(session& one, int number);

    script run_;
    boost::asio::io_context context_;
    std::optional<boost::asio::ssl::context> tls_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::atomic<int> connections_{0};
    std::atomic<bool> stopping_{false};
    std::list<session> sessions_; ///< the accepting thread's
    std::thread accepting_;
};

} // namespace multipost::test

#endif
