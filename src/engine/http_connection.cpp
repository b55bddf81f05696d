// SPDX-License-Identifier: BSL-1.0
#include "engine/http_connection.hpp"

#include "engine/tls_context.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace multipost {

namespace {

constexpr std::size_t read_bytes = 16U << 10U;
constexpr std::size_t tls_record_bytes = 16U << 10U;

bool is_http_error(error_code ec) { return ec.category() == make_error_code(http::error::end_of_stream).category(); }

bool is_too_large(error_code ec)
{
    return ec == http::error::header_limit || ec == http::error::body_limit || ec == http::error::buffer_overflow;
}

io_failure answer_failure(error_code ec, bool answer_begun, const std::string& origin)
{
    io_failure told;
    told.request_sent = true;
    if (is_too_large(ec))
    {
        told.kind = io_error::answer;
        told.code = "answer_too_large";
        told.text = "the answer of " + origin + " is larger than the limit";
    }
    else if (is_http_error(ec) && ec != http::error::partial_message)
    {
        told.kind = io_error::answer;
        told.code = "answer_not_http";
        told.text = "the answer of " + origin + " is not valid HTTP (" + ec.message() + ")";
        told.advice = "check the URL; something other than the network's API may have answered";
    }
    else
    {
        told.kind = io_error::connection;
        told.code = answer_begun ? "answer_truncated" : "connection_lost";
        told.text = answer_begun ? "the connection to " + origin + " ended in the middle of the answer"
                                 : "the connection to " + origin + " ended before an answer came";
    }
    return told;
}

} // namespace

http_connection::http_connection(asio::ip::tcp::socket socket) : socket_(std::move(socket))
{
    // Refused by nothing that is connected; without them it is only slower, or is_still_open() says no.
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
}

asio::awaitable<std::optional<io_failure>> http_connection::handshake(asio::ssl::context& context,
                                                                      const destination& to, interruption& stop)
{
    tls_.emplace(socket_, context);
    error_code ec;
    if (expect_peer(tls_->native_handle(), to))
        std::tie(ec) = co_await tls_->async_handshake(asio::ssl::stream_base::client, stop.token());
    else
        ec = asio::error::invalid_argument;

    if (stop.interrupted()) co_return stop.failure(to.origin, false);
    if (ec) co_return handshake_failure(tls_->native_handle(), ec, to);
    co_return std::nullopt;
}

asio::awaitable<exchange_result> http_connection::exchange(prepared_request& request, const answer_limits& limits,
                                                           const std::string& origin, interruption& stop)
{
    reusable_ = false;
    buffer_.max_size(limits.header_bytes + read_bytes);

    const auto [write_error, written] = co_await write(request, stop);
    if (stop.interrupted()) co_return stop.failure(origin, true);

    // A peer that refuses a request before it has read all of it may close its side at once; its answer is worth reading.
    for (std::size_t header_bytes_left = limits.header_bytes;;)
    {
        const answer_limits left(header_bytes_left, limits.body_bytes);
        response_reader reader(left, request.asks_head_only());
        const auto ec = co_await read(reader, stop);
        // An answer that came whole just before the interruption counts.
        if (ec && stop.interrupted()) co_return stop.failure(origin, true);
        if (ec) co_return answer_failure(ec, reader.got_some(), origin);
        if (reader.is_interim())
        {
            header_bytes_left = reader.header_bytes_left();
            continue;
        }
        reusable_ = !write_error && reader.keep_alive() && buffer_.size() == 0;
        co_return reader.take_response();
    }
}

bool http_connection::is_still_open()
{
    // Through the TLS layer, because session tickets may still arrive on a healthy connection at rest.
    error_code ec;
    std::array<char, 1> unexpected{};
    const auto place = asio::buffer(unexpected);
    tls_ ? tls_->read_some(place, ec) : socket_.read_some(place, ec);
    return ec == asio::error::would_block;
}

asio::awaitable<http_connection::io_outcome> http_connection::write(prepared_request& request, interruption& stop)
{
    // The TLS layer writes one buffer a record, and a record a system call.
    if (tls_) request.coalesce(tls_record_bytes);
    if (tls_) return asio::async_write(*tls_, request.buffers(), stop.token());
    return asio::async_write(socket_, request.buffers(), stop.token());
}

asio::awaitable<http_connection::io_outcome> http_connection::read_some(interruption& stop)
{
    const auto place = buffer_.prepare(std::min(read_bytes, buffer_.max_size() - buffer_.size()));
    if (tls_) return tls_->async_read_some(place, stop.token());
    return socket_.async_read_some(place, stop.token());
}

asio::awaitable<error_code> http_connection::read(response_reader& reader, interruption& stop)
{
    for (;;)
    {
        while (buffer_.size() > 0)
        {
            error_code ec;
            buffer_.consume(reader.put(buffer_.data(), ec));
            if (reader.is_done() && !ec) co_return ec;
            if (ec == http::error::need_more) break;
            if (ec) co_return ec;
        }
        if (buffer_.size() == buffer_.max_size()) co_return make_error_code(http::error::buffer_overflow);

        if (stop.interrupted()) co_return asio::error::operation_aborted;
        const auto [ec, bytes] = co_await read_some(stop);
        buffer_.commit(bytes);
        if (ec != asio::error::eof)
        {
            if (ec) co_return ec;
            continue;
        }
        if (!reader.got_some()) co_return ec;
        error_code at_end;
        reader.put_eof(at_end);
        co_return at_end;
    }
}

} // namespace multipost
