// SPDX-License-Identifier: BSL-1.0
#include "scripted_server.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <charconv>
#include <utility>

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;

namespace multipost::test {

namespace {

std::size_t content_length(std::string_view head)
{
    constexpr std::string_view name = "Content-Length: ";
    const auto at = head.find(name);
    std::size_t length = 0;
    if (at != std::string_view::npos)
        std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
    return length;
}

} // namespace

std::size_t peer::read_some(char* bytes, std::size_t size)
{
    boost::system::error_code ec;
    const auto place = asio::buffer(bytes, size);
    return tls_ ? tls_->read_some(place, ec) : socket_.read_some(place, ec);
}

std::string peer::read_request()
{
    for (;;)
    {
        const auto head_end = buffer_.find("\r\n\r\n");
        if (head_end != std::string::npos)
        {
            const auto size = head_end + 4 + content_length(std::string_view(buffer_).substr(0, head_end + 2));
            if (buffer_.size() >= size)
            {
                auto request = buffer_.substr(0, size);
                buffer_.erase(0, size);
                return request;
            }
        }
        std::array<char, 65536> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init)
        const auto count = read_some(bytes.data(), bytes.size());
        if (count == 0) return {};
        buffer_.append(bytes.data(), count);
    }
}

void peer::write(std::string_view bytes)
{
    boost::system::error_code ec;
    const auto what = asio::buffer(bytes.data(), bytes.size());
    tls_ ? asio::write(*tls_, what, ec) : asio::write(socket_, what, ec);
}

std::string peer::server_name()
{
    const auto* const name = SSL_get_servername(tls_->native_handle(), TLSEXT_NAMETYPE_host_name);
    return name == nullptr ? "" : name;
}

void peer::drip(std::string_view bytes, std::chrono::milliseconds pause)
{
    for (const char byte : bytes)
    {
        write(std::string_view(&byte, 1));
        std::unique_lock lock(closing_);
        if (aborting_.wait_for(lock, pause, [this] { return aborted_; })) return;
    }
}

void peer::await_request()
{
    boost::system::error_code ec;
    socket_.wait(tcp::socket::wait_read, ec);
}

void peer::read_until_closed()
{
    std::array<char, 65536> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init)
    while (read_some(bytes.data(), bytes.size()) > 0)
    {}
}

void peer::wait_for_abort()
{
    std::unique_lock lock(closing_);
    aborting_.wait(lock, [this] { return aborted_; });
}

void peer::shut_down_sending()
{
    boost::system::error_code ec;
    socket_.shutdown(tcp::socket::shutdown_send, ec);
}

void peer::close()
{
    const std::lock_guard lock(closing_);
    boost::system::error_code ec;
    socket_.close(ec);
}

void peer::reset()
{
    boost::system::error_code ec;
    socket_.set_option(asio::socket_base::linger(true, 0), ec);
    close();
}

void peer::close_notify()
{
    boost::system::error_code ec;
    socket_.non_blocking(true, ec); // not waiting for the client's
    tls_->shutdown(ec);
    socket_.non_blocking(false, ec);
}

void peer::send_session_ticket()
{
    boost::system::error_code ec;
    SSL_new_session_ticket(tls_->native_handle());
    tls_->handshake(ssl::stream_base::server, ec);
}

void peer::abort()
{
    const std::lock_guard lock(closing_);
    boost::system::error_code ec;
    if (socket_.is_open()) socket_.shutdown(tcp::socket::shutdown_both, ec);
    aborted_ = true;
    aborting_.notify_all();
}

scripted_server::scripted_server(script run)
    : run_(std::move(run)),
      acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()),
      accepting_([this] { accept(); })
{}

scripted_server::scripted_server(script run, const identity& shown, const std::function<void(ssl::context&)>& configure)
    : run_(std::move(run)),
      tls_(ssl::context::tls_server),
      acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port())
{
    SSL_CTX_use_certificate(tls_->native_handle(), shown.certificate.get());
    SSL_CTX_use_PrivateKey(tls_->native_handle(), shown.key.get());
    if (configure) configure(*tls_);
    accepting_ = std::thread([this] { accept(); });
}

scripted_server::~scripted_server()
{
    stopping_ = true;
    {
        // A connection wakes a blocking accept on every system; closing its socket does not.
        boost::system::error_code ec;
        tcp::socket waking(context_);
        waking.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port_), ec);
    }
    accepting_.join();
    for (auto& one : sessions_) one.client.abort();
    for (auto& one : sessions_) one.thread.join();
}

std::string scripted_server::url(std::string_view path) const
{
    return (tls_ ? "https://" : "http://") + authority() + std::string(path);
}

void scripted_server::accept()
{
    for (;;)
    {
        boost::system::error_code ec;
        auto socket = acceptor_.accept(ec);
        if (stopping_) return;
        if (ec) continue;
        socket.set_option(tcp::no_delay(true), ec);
        auto& one = sessions_.emplace_back(std::move(socket));
        const int number = connections_++;
        one.thread = std::thread([this, &one, number] { run_session(one, number); });
    }
}

void scripted_server::run_session(session& one, int number)
{
    if (tls_)
    {
        boost::system::error_code ec;
        one.client.tls_.emplace(one.client.socket_, *tls_);
        one.client.tls_->handshake(ssl::stream_base::server, ec);
        if (!ec) run_(one.client, number);
    }
    else
        run_(one.client, number);
    one.client.close();
}

} // namespace multipost::test
