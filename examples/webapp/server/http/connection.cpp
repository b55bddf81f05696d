// SPDX-License-Identifier: BSL-1.0
#include "http/connection.hpp"

#include "http/answer.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <string.h> // explicit_bzero(3)

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace asio = boost::asio;
using boost::system::error_code;

namespace webapp {

namespace {

/// Read at once: a usual request, and what a body is read in.
constexpr std::size_t head_read_bytes = 1024;
constexpr std::size_t body_read_bytes = 8 * 1024;

constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

/// A connection that rests keeps no more than this.
constexpr std::size_t resting_bytes = 2 * 1024;

auto token(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

std::string new_request_id() { return boost::uuids::to_string(boost::uuids::random_generator()()); }

std::string_view bytes_of(const boost::beast::flat_buffer& buffer) noexcept
{
    const auto data = buffer.data();
    return {static_cast<const char*>(data.data()), data.size()};
}

/// Drops the first bytes. They may hold a password, and the buffer lives as long as the connection.
void wipe(boost::beast::flat_buffer& buffer, std::size_t size) noexcept
{
    if (size == 0) return; // there may be no buffer yet
    explicit_bzero(buffer.data().data(), size);
    buffer.consume(size);
}

} // namespace

connection::connection(std::shared_ptr<http_service> service, socket s, const peer& from)
    : table_member(from.address, !from.is_local && !service->proxies.contains(from.address)),
      service_(std::move(service)),
      peer_(from),
      socket_(std::move(s)),
      deadline_(socket_.get_executor()),
      buffer_(service_->options.limits.header_bytes)
{}

connection::~connection() { service_->connections.remove(*this); }

void connection::start(const std::shared_ptr<connection>& self)
{
    if (!self->service_->connections.admit(*self))
    {
        self->service_->tell(503, "All connections are at work.", self->peer_.address);
        return;
    }
    // What ends a connection by an exception has nobody to tell: its memory ran out, or the server was destroyed.
    auto ended = [self](const std::exception_ptr&) { self->drop(); };
    asio::co_spawn(self->socket_.get_executor(), self->run(),
                   asio::bind_cancellation_slot(self->abort_.slot(), std::move(ended)));
}

void connection::drop()
{
    service_->connections.remove(*this);
    error_code ignored;
    socket_.close(ignored);
}

void connection::abort()
{
    const auto alive = shared_from_this();
    drop();
    abort_.emit(asio::cancellation_type::terminal);
}

void connection::interrupt() noexcept
{
    error_code ignored;
    socket_.cancel(ignored);
}

asio::awaitable<void> connection::run()
{
    // g++ 12 miscompiles a co_await in the condition of a loop; hence the variable.
    bool goes_on = co_await exchange();
    while (goes_on && !service_->is_stopping) goes_on = co_await exchange();
    if (goes_on) co_await linger(); // the server stopped while an answer went out
}

// Returns whether another request may follow.
asio::awaitable<bool> connection::exchange()
{
    const auto& hosts = service_->options.hosts;
    request_reader reader(service_->options.limits, peer_.is_local ? std::span<const std::string>() : hosts);
    is_reading_ = true;
    service_->connections.wait(*this);
    co_await read(reader);
    is_reading_ = false;
    is_first_ = false;

    const auto request_id = new_request_id();
    if (reader.at() == request_reader::state::refused)
    {
        service_->tell(reader.why().status, reader.why().reason, peer_.address);
        auto told = to_response(reader.why(), request_id);
        co_return co_await write(std::move(told), request_id, reader);
    }
    if (reader.at() != request_reader::state::complete) co_return false;

    service_->connections.work(*this);
    auto told = co_await answer(reader, request_id);
    service_->connections.wait(*this);
    told.close = told.close || !reader.keeps_alive();
    co_return co_await write(std::move(told), request_id, reader);
}

// Leaves the reader complete, refused, or as it is when the connection has ended.
asio::awaitable<void> connection::read(request_reader& reader)
{
    using state = request_reader::state;
    const auto& limits = service_->options.limits;
    const bool is_resting = buffer_.size() == 0 && !is_first_;
    if (is_resting && buffer_.capacity() > resting_bytes) buffer_.shrink_to_fit();
    begin_step(is_resting ? limits.idle_time : limits.header_time);

    bool is_in_body = false;
    bool goes_on = true;
    while (goes_on)
    {
        const bool had_begun = reader.has_begun();
        wipe(buffer_, reader.consume(bytes_of(buffer_)));
        if (reader.is_over()) break;
        if (is_resting && !had_begun && reader.has_begun()) begin_step(limits.header_time);
        if (reader.at() == state::body && !std::exchange(is_in_body, true)) begin_step(limits.body_time);

        if (reader.take_continue()) goes_on = co_await write_bytes(go_on, std::string_view());
        if (goes_on) goes_on = co_await read_some(reader);
    }
    deadline_.end();
}

// Returns whether there is something to read.
asio::awaitable<bool> connection::read_some(request_reader& reader)
{
    const auto wanted = reader.at() == request_reader::state::body ? body_read_bytes : head_read_bytes;
    const auto space = buffer_.prepare(std::min(wanted, buffer_.max_size() - buffer_.size()));
    error_code error;
    const auto size = co_await socket_.async_read_some(space, token(error));
    buffer_.commit(size);
    if (!error && !deadline_.has_passed()) co_return true;

    // Who was idle, or has gone away, has nothing to be told.
    if (!socket_.is_open() || !reader.has_begun()) co_return false;
    if (deadline_.has_passed())
        reader.time_out();
    else if (error == asio::error::eof)
        reader.end();
    co_return false;
}

asio::awaitable<response> connection::answer(request_reader& reader, const std::string& request_id)
{
    auto asked = reader.take_request();
    asked.client = peer_.is_local ? peer_.address : service_->proxies.client_of(asked, peer_.address);
    asked.over_local_socket = peer_.is_local;
    asked.id = request_id;
    const auto client = asked.client;
    std::string failure;
    try
    {
        co_return co_await service_->handler(std::move(asked));
    }
    catch (const std::exception& e)
    {
        failure = e.what();
    }
    catch (...)
    {
        failure = "something that is no exception was thrown";
    }
    service_->tell(500, "The handler of request " + request_id + " failed: " + failure, client);
    co_return internal_error(request_id);
}

// Returns whether the connection goes on.
asio::awaitable<bool> connection::write(response r, const std::string& request_id, const request_reader& asked)
{
    if (!is_writable(r))
    {
        service_->tell(500, "The answer to request " + request_id + " is no valid HTTP.", peer_.address);
        r = internal_error(request_id);
    }
    answer_frame frame;
    frame.request_id = request_id;
    frame.date = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const bool goes_on = r.stream && !asked.is_head();
    frame.close = r.close || goes_on || service_->is_stopping;
    frame.chunked = goes_on && asked.knows_chunks();
    frame.more = service_->options.headers;
    const auto head = answer_head(r, frame);

    const auto body = asked.is_head() || r.stream || !has_body(r) ? std::string_view() : body_of(r);

    begin_step(service_->options.limits.write_time);
    const bool is_written = co_await write_bytes(head, body);
    deadline_.end();
    if (is_written && goes_on)
        co_await stream(r.stream, frame.chunked);
    else if (is_written && frame.close)
        co_await linger();
    co_return is_written && !frame.close;
}

asio::awaitable<bool> connection::write_bytes(std::string_view head, std::string_view body)
{
    const std::array<asio::const_buffer, 2> bytes{asio::buffer(head), asio::buffer(body)};
    error_code error;
    co_await asio::async_write(socket_, bytes, token(error));
    co_return !error;
}

// Closing while the client's bytes are unread would reset the connection and lose the answer on its way; hence the reading
// (RFC 9112 section 9.6).
asio::awaitable<void> connection::linger()
{
    error_code error;
    socket_.shutdown(socket::shutdown_send, error);
    buffer_.clear();
    begin_step(farewell);
    const auto forgotten = buffer_.prepare(std::min(body_read_bytes, buffer_.max_size()));
    while (!error && !deadline_.has_passed()) co_await socket_.async_read_some(forgotten, token(error));
    deadline_.end();
}

} // namespace webapp
