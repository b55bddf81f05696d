// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_CONNECTION_HPP
#define WEBAPP_HTTP_CONNECTION_HPP

#include "http/connection_table.hpp"
#include "http/deadline.hpp"
#include "http/request_reader.hpp"
#include "http/service.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace webapp {

/// How long a client may take to read a last answer.
constexpr std::chrono::seconds farewell{2};

/// Who is at the other end.
struct peer
{
    boost::asio::ip::address address; ///< of a Unix socket 127.0.0.1
    bool is_local = false;            ///< came through the Unix socket
};

/// One client: requests and answers in turn, on the server's executor.
class connection final : public table_member, public std::enable_shared_from_this<connection>
{
public:
    using socket = boost::asio::generic::stream_protocol::socket;

    connection(std::shared_ptr<http_service> service, socket s, const peer& from);
    ~connection() override;

    /// Serves it, unless there is no room.
    static void start(const std::shared_ptr<connection>& self);

    void drop() override;

    /// Ends it even if a handler is at work, which is cancelled.
    void abort();

    /// Has an answer that goes on come to its end, soon. Nothing, when there is none.
    void finish_stream();

    /// Whether it waits for a request, or for the rest of one.
    [[nodiscard]] bool is_reading() const noexcept { return is_reading_; }

private:
    friend class deadline;

    boost::asio::awaitable<void> run();
    boost::asio::awaitable<bool> exchange();
    boost::asio::awaitable<void> read(request_reader& reader);
    boost::asio::awaitable<bool> read_some(request_reader& reader);
    boost::asio::awaitable<response> answer(request_reader& reader, const std::string& request_id);
    boost::asio::awaitable<bool> write(response r, const std::string& request_id, const request_reader& asked);
    boost::asio::awaitable<void> stream(const std::shared_ptr<body_stream>& body, bool in_chunks);
    boost::asio::awaitable<void> write_stream(body_stream& body, bool in_chunks);
    boost::asio::awaitable<void> watch_client(body_stream& body);
    boost::asio::awaitable<bool> write_bytes(std::string_view head, std::string_view body);
    boost::asio::awaitable<void> linger();

    void begin_step(std::chrono::milliseconds limit) { deadline_.begin(weak_from_this(), limit); }
    void interrupt() noexcept;
    void bound_what_is_unread() noexcept;

    const std::shared_ptr<http_service> service_;
    const peer peer_;
    socket socket_;
    deadline deadline_;
    boost::beast::flat_buffer buffer_;
    boost::asio::cancellation_signal abort_;
    std::weak_ptr<body_stream> stream_; ///< while its answer goes on
    bool has_left_ = false;             ///< it closed its side while its answer went on
    bool is_first_ = true;
    bool is_reading_ = true;
};

} // namespace webapp

#endif
