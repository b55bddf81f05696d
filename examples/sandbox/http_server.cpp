// SPDX-License-Identifier: BSL-1.0
#include "http_server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>

namespace sandbox {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

using plain_stream = beast::tcp_stream;
using tls_stream = beast::ssl_stream<beast::tcp_stream>;
using parser = http::request_parser<http::string_body>;

constexpr std::size_t buffer_bytes = 64 * 1024; // read at once, and what chunked framing may add to a body
constexpr auto farewell = 2s;                   // for a client to read a last answer before the connection is closed

// Not HTTP, and with no line end in it, so that a client cannot take it for a header either.
constexpr std::string_view garbage = "\x15\x03\x01\x00\x02\x02\x16 this is no HTTP \xff\xfe";

std::string lower(std::string_view name)
{
    std::string out{name};
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string_view view(beast::string_view s) { return {s.data(), s.size()}; }

response plain_refusal(unsigned status, std::string_view why) { return text_response(status, why); }

// What Beast 1.81 lets through and RFC 9112 does not: sections 3.2 (Host) and 6.1 (Transfer-Encoding).
std::optional<response> objection_to(const parser& p)
{
    const auto& message = p.get();
    if (message.version() >= 11 && message.count(http::field::host) != 1)
        return plain_refusal(400, "A request has exactly one Host header.\n");
    if (message.count(http::field::transfer_encoding) == 0) return std::nullopt;
    if (message.count(http::field::content_length) != 0)
        return plain_refusal(400, "A request has a Content-Length or a Transfer-Encoding, not both.\n");
    if (message.count(http::field::transfer_encoding) != 1 ||
        !beast::iequals(message[http::field::transfer_encoding], "chunked"))
        return plain_refusal(501, "The only transfer coding here is chunked.\n");
    return std::nullopt;
}

response refusal_of(error_code error)
{
    if (error == http::error::body_limit) return plain_refusal(413, "The body is too large.\n");
    if (error == http::error::header_limit) return plain_refusal(431, "The header is too large.\n");
    return plain_refusal(400, "This is no valid HTTP request.\n");
}

// A broken connection and a deadline get no answer.
bool deserves_answer(error_code error)
{
    return error.category() == http::make_error_code(http::error::bad_method).category() &&
           error != http::error::end_of_stream && error != http::error::partial_message;
}

std::optional<request> translated(parser& p)
{
    auto& message = p.get();
    request r;
    if (!split_target(view(message.target()), r)) return std::nullopt;
    r.method = view(message.method_string());
    for (const auto& field : message) r.headers.emplace_back(lower(view(field.name_string())), view(field.value()));
    r.body = std::move(message.body());
    r.received = std::chrono::system_clock::now();
    return r;
}

template <class Body>
void fill_header(http::response<Body>& message, const response& r, bool keep_alive)
{
    message.version(11);
    message.result(r.status);
    message.set(http::field::server, "multipost-sandbox");
    if (!r.content_type.empty()) message.set(http::field::content_type, r.content_type);
    for (const auto& [name, value] : r.headers) message.set(name, value);
    message.keep_alive(keep_alive);
}

http::response<http::string_body> to_message(response& r, bool keep_alive)
{
    http::response<http::string_body> message;
    fill_header(message, r, keep_alive);
    message.body() = std::move(r.body);
    // RFC 9110 section 8.6: no Content-Length in a 204.
    if (message.result() != http::status::no_content) message.prepare_payload();
    return message;
}

// The bytes of an answer, less half of the body it announces, or of the header when there is none.
std::string cut_short(response& r)
{
    const auto message = to_message(r, false);
    std::ostringstream text;
    text << message;
    auto bytes = std::move(text).str();
    const auto body = message.body().size();
    bytes.resize(body > 0 ? bytes.size() - (body + 1) / 2 : bytes.size() / 2);
    return bytes;
}

void reset(beast::tcp_stream& stream)
{
    error_code ignored;
    stream.socket().set_option(asio::socket_base::linger(true, 0), ignored);
    stream.socket().close(ignored);
}

auto token(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

// One connection, over TCP or TLS.
template <class Stream>
class session
{
public:
    session(Stream stream, const http_server::handler& answer, const http_limits& limits)
        : stream_{std::move(stream)},
          answer_{answer},
          limits_{limits}
    {}

    asio::awaitable<void> run()
    {
        // g++ 12 miscompiles a co_await in the condition of a loop; hence the variable.
        bool open = co_await handshake();
        while (open) open = co_await one_request();
    }

private:
    beast::tcp_stream& tcp() { return beast::get_lowest_layer(stream_); }

    asio::awaitable<bool> handshake()
    {
        error_code error;
        if constexpr (std::is_same_v<Stream, tls_stream>)
        {
            tcp().expires_after(limits_.read);
            co_await stream_.async_handshake(ssl::stream_base::server, token(error));
        }
        co_return !error;
    }

    // Returns whether another request may follow on this connection.
    asio::awaitable<bool> one_request()
    {
        parser p;
        p.header_limit(static_cast<std::uint32_t>(limits_.max_header_bytes));
        p.body_limit(limits_.max_body_bytes);
        // Otherwise the body that came along with the header would wait for the next read.
        p.eager(true);

        error_code error;
        tcp().expires_after(limits_.idle);
        co_await http::async_read_header(stream_, buffer_, p, token(error));
        if (error) co_return co_await refuse(error);
        if (auto objection = objection_to(p)) co_return co_await refuse(std::move(*objection));

        tcp().expires_after(limits_.read);
        if (!p.is_done() && beast::iequals(p.get()[http::field::expect], "100-continue"))
        {
            const http::response<http::empty_body> go_on{http::status::continue_, 11};
            co_await write_message(go_on, error);
            if (error) co_return false;
        }
        // Counted here because Beast bounds neither chunk extensions nor trailers.
        std::size_t raw_bytes = 0;
        while (!error && !p.is_done() && raw_bytes <= limits_.max_body_bytes + buffer_bytes)
            raw_bytes += co_await http::async_read_some(stream_, buffer_, p, token(error));
        if (!error && !p.is_done()) error = http::error::body_limit;
        if (error) co_return co_await refuse(error);

        const bool keep_alive = p.get().keep_alive();
        auto asked = translated(p);
        if (!asked) co_return co_await refuse(plain_refusal(400, "The request target is no valid path.\n"));
        auto given = answer(*asked);
        co_return co_await deliver(std::move(given), keep_alive);
    }

    response answer(const request& r)
    {
        try
        {
            return answer_(r);
        }
        catch (const std::exception& e)
        {
            return plain_refusal(500, std::string{"multipost-sandbox failed: "} + e.what() + "\n");
        }
    }

    asio::awaitable<bool> refuse(error_code error)
    {
        if (!deserves_answer(error)) co_return false;
        auto why = refusal_of(error);
        co_return co_await refuse(std::move(why));
    }

    asio::awaitable<bool> refuse(response why) { co_return co_await deliver(std::move(why), false); }

    // A message as a braced temporary within co_await would be miscompiled by g++ 12; hence the parameter.
    template <class Message>
    asio::awaitable<void> write_message(const Message& message, error_code& error)
    {
        tcp().expires_after(limits_.write);
        co_await http::async_write(stream_, message, token(error));
    }

    asio::awaitable<void> write_bytes(const std::string& bytes, error_code& error)
    {
        tcp().expires_after(limits_.write);
        const auto buffer = asio::buffer(bytes);
        co_await asio::async_write(stream_, buffer, token(error));
    }

    asio::awaitable<bool> deliver(response r, bool keep_alive)
    {
        error_code error;
        if (r.after > 0ms)
        {
            asio::steady_timer timer{tcp().get_executor(), r.after};
            co_await timer.async_wait(token(error));
        }
        switch (r.leaves)
        {
        case wire::whole:
        {
            if (r.stream)
            {
                co_await deliver_stream(r);
                co_return false;
            }
            const auto message = to_message(r, keep_alive);
            co_await write_message(message, error);
            if (error) co_return false;
            if (!keep_alive) co_await say_farewell();
            co_return keep_alive;
        }
        case wire::reset: reset(tcp()); break;
        case wire::silence: co_await read_on(limits_.silence); break;
        case wire::truncated:
        case wire::garbage:
        {
            const auto bytes = r.leaves == wire::truncated ? cut_short(r) : std::string{garbage};
            co_await write_bytes(bytes, error);
            co_await hang_up();
            break;
        }
        }
        co_return false;
    }

    // Ends the connection in order.
    asio::awaitable<void> say_farewell()
    {
        if constexpr (std::is_same_v<Stream, tls_stream>)
        {
            error_code ignored;
            tcp().expires_after(farewell);
            co_await stream_.async_shutdown(token(ignored));
        }
        co_await hang_up();
    }

    // Ends the connection, without TLS's own farewell. Closing while the client's bytes are unread would reset it and
    // lose the answer on its way; hence the reading.
    asio::awaitable<void> hang_up()
    {
        error_code ignored;
        tcp().socket().shutdown(tcp::socket::shutdown_send, ignored);
        co_await read_on(farewell);
    }

    // Reads and forgets, until the client closes or the time is over.
    asio::awaitable<void> read_on(std::chrono::milliseconds time)
    {
        std::array<char, 4096> bytes;
        error_code error;
        const auto buffer = asio::buffer(bytes);
        tcp().expires_after(time);
        while (!error) co_await stream_.async_read_some(buffer, token(error));
    }

    asio::awaitable<void> deliver_stream(response& r)
    {
        error_code error;
        http::response<http::empty_body> header;
        fill_header(header, r, false);
        co_await write_message(header, error);

        // Everything here is on one thread: what a wake-up cancels is the wait below, or nothing and next() tells
        // anyway.
        auto timer = std::make_shared<asio::steady_timer>(tcp().get_executor());
        r.stream->on_change([timer] { asio::post(timer->get_executor(), [timer] { timer->cancel(); }); });
        while (!error)
        {
            auto part = r.stream->next();
            if (part.empty())
            {
                timer->expires_after(limits_.heartbeat);
                error_code woken;
                co_await timer->async_wait(token(woken));
                if (woken) continue;
                part = ":\n\n";
            }
            co_await write_bytes(part, error);
        }
    }

    Stream stream_;
    const http_server::handler& answer_;
    const http_limits& limits_;
    beast::flat_buffer buffer_{buffer_bytes};
};

} // namespace

class http_server::implementation
{
public:
    implementation(handler answer, http_limits limits) : answer_{std::move(answer)}, limits_{limits} {}

    std::uint16_t listen(const endpoint& where)
    {
        auto acceptor = open(where);
        const auto port = acceptor.local_endpoint().port();
        asio::co_spawn(io_, accept_plain(std::move(acceptor)), asio::detached);
        return port;
    }

    std::uint16_t listen_tls(const endpoint& where, const server_identity& identity)
    {
        tls_.emplace(ssl::context::tls_server);
        tls_->set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
        tls_->use_certificate_chain(asio::buffer(identity.certificate_pem));
        tls_->use_private_key(asio::buffer(identity.key_pem), ssl::context::pem);
        auto acceptor = open(where);
        const auto port = acceptor.local_endpoint().port();
        asio::co_spawn(io_, accept_tls(std::move(acceptor)), asio::detached);
        return port;
    }

    void run() { io_.run(); }

    void stop() { io_.stop(); }

private:
    tcp::acceptor open(const endpoint& where)
    {
        tcp::resolver resolver{io_};
        const auto found = resolver.resolve(where.host, std::to_string(where.port), tcp::resolver::passive);
        return tcp::acceptor{io_, found.begin()->endpoint()};
    }

    asio::awaitable<void> accept_plain(tcp::acceptor acceptor)
    {
        for (;;)
        {
            auto socket = co_await accepted(acceptor);
            if (socket) start(plain_stream{std::move(*socket)});
        }
    }

    asio::awaitable<void> accept_tls(tcp::acceptor acceptor)
    {
        for (;;)
        {
            auto socket = co_await accepted(acceptor);
            if (socket) start(tls_stream{plain_stream{std::move(*socket)}, *tls_});
        }
    }

    asio::awaitable<std::optional<tcp::socket>> accepted(tcp::acceptor& acceptor)
    {
        error_code error;
        auto socket = co_await acceptor.async_accept(token(error));
        if (error)
        {
            // Out of descriptors, say: without a pause this would spin until one is free.
            asio::steady_timer pause{io_, 100ms};
            co_await pause.async_wait(token(error));
            co_return std::nullopt;
        }
        if (connections_ >= limits_.max_connections) co_return std::nullopt;
        socket.set_option(tcp::no_delay{true}, error);
        co_return std::move(socket);
    }

    template <class Stream>
    void start(Stream stream)
    {
        ++connections_;
        asio::co_spawn(io_, serve(std::move(stream)), [this](std::exception_ptr) { --connections_; });
    }

    template <class Stream>
    asio::awaitable<void> serve(Stream stream)
    {
        session<Stream> s{std::move(stream), answer_, limits_};
        co_await s.run();
    }

    handler answer_;
    http_limits limits_;
    std::optional<ssl::context> tls_;
    std::size_t connections_ = 0;
    // Last: its destruction ends the coroutines, which use what stands above.
    asio::io_context io_{1};
};

http_server::http_server(handler answer, http_limits limits)
    : implementation_{std::make_unique<implementation>(std::move(answer), limits)}
{}

http_server::~http_server() = default;

std::uint16_t http_server::listen(const endpoint& where) { return implementation_->listen(where); }

std::uint16_t http_server::listen_tls(const endpoint& where, const server_identity& identity)
{
    return implementation_->listen_tls(where, identity);
}

void http_server::run() { implementation_->run(); }

void http_server::stop() { implementation_->stop(); }

} // namespace sandbox
