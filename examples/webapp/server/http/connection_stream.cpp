// SPDX-License-Identifier: BSL-1.0
// Answers that go on: written as they come, until they end or their client leaves.
#include "http/answer.hpp"
#include "http/connection.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>

namespace asio = boost::asio;
using boost::system::error_code;

namespace webapp {

namespace {

/// What the kernel keeps for a client that does not read; it takes about twice as much.
constexpr int unread_bytes = 16 * 1024;

/// What a client may still send; it is not read as a request.
constexpr std::size_t most_after_request = 4 * 1024;

auto token(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

} // namespace

void connection::finish_stream()
{
    const auto body = stream_.lock();
    if (!body) return;
    begin_step(farewell);
    body->finish();
}

asio::awaitable<void> connection::stream(const std::shared_ptr<body_stream>& body, bool in_chunks)
{
    using namespace asio::experimental::awaitable_operators;
    service_->connections.stream(*this);
    bound_what_is_unread();
    buffer_.clear();
    buffer_.shrink_to_fit();
    stream_ = body;
    if (service_->is_stopping) finish_stream();
    co_await (write_stream(*body, in_chunks) && watch_client(*body));
    deadline_.end();
}

// Once the server stops, all that is left has one time, which finish_stream() began.
asio::awaitable<void> connection::write_stream(body_stream& body, bool in_chunks)
{
    bool goes_on = true;
    while (goes_on)
    {
        const auto piece = co_await body.next();
        if (has_left_) break;
        const auto bytes = in_chunks ? as_chunk(piece) : piece;
        if (!service_->is_stopping) begin_step(service_->options.limits.write_time);
        const bool is_written = co_await write_bytes(bytes, std::string_view());
        if (!service_->is_stopping) deadline_.end();
        if (!is_written) drop();
        goes_on = is_written && !piece.empty();
    }
    // Its last bytes are on their way: who closes now would lose them. watch_client() waits for the client to close.
    error_code ignored;
    socket_.shutdown(socket::shutdown_send, ignored);
    begin_step(farewell);
}

asio::awaitable<void> connection::watch_client(body_stream& body)
{
    std::array<char, 256> forgotten;
    std::size_t size = 0;
    error_code error;
    while (!error && size <= most_after_request)
    {
        const auto read = co_await socket_.async_read_some(asio::buffer(forgotten), token(error));
        size += read;
    }
    has_left_ = true;
    body.finish();
}

// A client that has gone without a word, with its network, acknowledges nothing: the kernel would try for a quarter of an hour.
void connection::bound_what_is_unread() noexcept
{
    error_code ignored;
    socket_.set_option(asio::socket_base::send_buffer_size(unread_bytes), ignored);
    const auto time = static_cast<unsigned>(service_->options.limits.write_time.count());
    // Fails on a Unix socket, where nobody gets lost.
    static_cast<void>(::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &time, sizeof time));
}

} // namespace webapp
