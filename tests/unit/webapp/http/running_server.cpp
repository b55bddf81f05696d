// SPDX-License-Identifier: BSL-1.0
#include "running_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>

#include <stdexcept>
#include <utility>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace webapp_test {

running_server::running_server(webapp::http_options options)
{
    const auto handler = [this](webapp::request r) { return answer(std::move(r)); };
    const auto refused = [this](unsigned status, std::string_view reason, const asio::ip::address&) {
        const std::lock_guard lock(mutex_);
        refusals_.push_back({status, std::string(reason)});
    };
    server_ = std::make_unique<webapp::http_server>(io_.get_executor(), handler, std::move(options), refused);
    port_ = server_->listen(tcp::endpoint(asio::ip::address_v4::loopback(), 0)).port();
    thread_ = std::thread([this] { io_.run(); });
}

running_server::~running_server()
{
    run([this] { server_.reset(); });
    work_.reset();
    thread_.join();
}

std::uint16_t running_server::listen_on_both()
{
    return run([&]() -> std::uint16_t {
        try
        {
            return server_->listen(tcp::endpoint(asio::ip::address_v6::any(), 0)).port();
        }
        catch (const boost::system::system_error&)
        {
            return 0;
        }
    });
}

std::string running_server::listen_local(const std::filesystem::path& socket)
{
    // Not as an exception from one thread to another: ThreadSanitizer does not see how libstdc++ counts its owners.
    return run([&]() -> std::string {
        try
        {
            server_->listen_local(socket);
            return "";
        }
        catch (const boost::system::system_error& e)
        {
            return e.what();
        }
    });
}

std::future<void> running_server::stop(std::chrono::milliseconds at_most)
{
    return asio::co_spawn(io_, server_->stop(at_most), asio::use_future);
}

void running_server::release()
{
    run([this] {
        for (const auto& let_go : std::exchange(held_, {})) let_go();
    });
}

void running_server::wait_until_held(std::size_t count)
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return held_count_ >= count; });
}

void running_server::say(const std::string& text)
{
    for_each_stream([&](talking_stream& stream) { stream.say(text); });
}

void running_server::finish()
{
    for_each_stream([](talking_stream& stream) { stream.finish(); });
}

void running_server::for_each_stream(const std::function<void(talking_stream&)>& action)
{
    run([&] {
        for (const auto& weak : streams_)
            if (const auto stream = weak.lock()) action(*stream);
    });
}

void running_server::wait_until_listening(std::size_t count)
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return listening_ == count; });
}

std::shared_ptr<talking_stream> running_server::new_stream()
{
    auto stream = std::make_shared<talking_stream>(io_.get_executor(), [this](bool begins) {
        {
            const std::lock_guard lock(mutex_);
            listening_ = begins ? listening_ + 1 : listening_ - 1;
        }
        changed_.notify_all();
    });
    streams_.push_back(stream);
    return stream;
}

std::size_t running_server::open_connections()
{
    return run([this] { return server_->open_connections(); });
}

std::vector<refused_request> running_server::refusals()
{
    const std::lock_guard lock(mutex_);
    return refusals_;
}

asio::awaitable<webapp::response> running_server::answer(webapp::request r)
{
    webapp::response told;
    told.headers.emplace_back("Content-Type", "text/plain");
    if (r.path == "/throw") throw std::runtime_error("the password is hunter2");
    if (r.path == "/throw-int") throw 42;
    if (r.path == "/split") told.headers.emplace_back("Location", "/\r\nSet-Cookie: a=b");
    if (r.path == "/empty") told.status = 204;
    if (r.path == "/stream") told.stream = new_stream();
    if (r.path == "/cookies")
    {
        told.headers.emplace_back("Set-Cookie", "a=1");
        told.headers.emplace_back("Set-Cookie", "b=2");
        told.headers.emplace_back("x-frame-options", "SAMEORIGIN");
        told.headers.emplace_back("Content-Length", "999");
        told.headers.emplace_back("Transfer-Encoding", "chunked");
    }
    if (r.path == "/hold")
    {
        const auto until = std::make_shared<asio::steady_timer>(io_, asio::steady_timer::time_point::max());
        held_.push_back([until] { until->cancel(); });
        {
            const std::lock_guard lock(mutex_);
            ++held_count_;
        }
        changed_.notify_all();
        boost::system::error_code released;
        co_await until->async_wait(asio::redirect_error(asio::use_awaitable, released));
    }
    if (r.path == "/large")
        told.body.assign(64U << 20U, 'x');
    else if (r.path == "/client")
        told.body = r.client.to_string() + (r.over_local_socket ? " local" : " remote");
    else
        told.body = r.method + " " + r.path + " " + r.body;
    co_return told;
}

} // namespace webapp_test
