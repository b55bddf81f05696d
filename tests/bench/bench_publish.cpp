// SPDX-License-Identifier: BSL-1.0
// What the library costs: messages one after another on one connection through publisher::publish() and the Slack plugin,
// against a bare Beast loop that posts the same bytes to the same server, once the sandbox, which does what a network has to
// do, and once a server that does nothing and so hides nothing. All take turns, so that what else the machine
// does hits all; the medians are compared. How to run it: docs/benchmarks.md.
#include "sandbox/server.hpp"

#include <multipost/publisher.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using request = http::request<http::string_body>;
using response = http::response<http::string_body>;

namespace {

/// Answers "ok" to everything, a thread for each connection, and remembers how a request looks.
class server
{
public:
    server()
        : acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
          port_(acceptor_.local_endpoint().port()),
          accepting_([this] { accept(); })
    {}

    server(const server&) = delete;
    server& operator=(const server&) = delete;

    /// The clients have closed their connections.
    ~server()
    {
        stopping_ = true;
        boost::system::error_code ignored;
        tcp::socket waking(context_);
        waking.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port_), ignored);
        accepting_.join();
        for (auto& t : sessions_) t.join();
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// The first request of the last connection.
    [[nodiscard]] request sample()
    {
        const std::lock_guard lock(mutex_);
        return sample_.value();
    }

private:
    void accept()
    {
        for (;;)
        {
            auto socket = acceptor_.accept();
            if (stopping_) return;
            sessions_.emplace_back([this, s = std::move(socket)]() mutable { serve(s); });
        }
    }

    void serve(tcp::socket& socket)
    {
        boost::system::error_code ec;
        socket.set_option(tcp::no_delay(true), ec);
        boost::beast::flat_buffer buffer;
        response answer(http::status::ok, 11, "ok");
        answer.set(http::field::content_type, "text/plain");
        answer.prepare_payload();
        for (bool first = true;; first = false)
        {
            request asked;
            http::read(socket, buffer, asked, ec);
            if (ec) return;
            if (first)
            {
                const std::lock_guard lock(mutex_);
                sample_ = asked;
            }
            http::write(socket, answer, ec);
            if (ec) return;
        }
    }

    asio::io_context context_;
    tcp::acceptor acceptor_;
    const std::uint16_t port_;
    std::mutex mutex_;
    std::optional<request> sample_;
    std::atomic<bool> stopping_ = false;
    std::vector<std::thread> sessions_;
    std::thread accepting_;
};

/// The time that one message takes, in microseconds, when a function sends so many.
template <class Send>
double time_of_one(int messages, Send send)
{
    const auto begun = std::chrono::steady_clock::now();
    send(messages);
    const std::chrono::duration<double, std::micro> all = std::chrono::steady_clock::now() - begun;
    return all.count() / messages;
}

/// Blocking, which means: without any time limit.
class bare_loop
{
public:
    bare_loop(std::uint16_t port, request what) : socket_(context_), what_(std::move(what))
    {
        socket_.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port));
        socket_.set_option(tcp::no_delay(true));
    }

    void send(int messages)
    {
        for (int i = 0; i != messages; ++i)
        {
            http::write(socket_, what_);
            response answer;
            http::read(socket_, buffer_, answer);
            if (answer.body() != "ok") throw std::runtime_error("the server did not say ok");
        }
    }

private:
    asio::io_context context_;
    tcp::socket socket_;
    request what_;
    boost::beast::flat_buffer buffer_;
};

/// With a time limit for each message, as whoever sends over a network needs it.
class bare_asynchronous_loop
{
public:
    bare_asynchronous_loop(std::uint16_t port, request what) : stream_(context_), what_(std::move(what))
    {
        stream_.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port));
        stream_.socket().set_option(tcp::no_delay(true));
    }

    void send(int messages)
    {
        asio::co_spawn(context_, exchange(messages), [](const std::exception_ptr& thrown) {
            if (thrown) std::rethrow_exception(thrown);
        });
        context_.restart();
        context_.run();
    }

private:
    asio::awaitable<void> exchange(int messages)
    {
        for (int i = 0; i != messages; ++i)
        {
            stream_.expires_after(std::chrono::seconds(30));
            co_await http::async_write(stream_, what_, asio::use_awaitable);
            response answer;
            co_await http::async_read(stream_, buffer_, answer, asio::use_awaitable);
            if (answer.body() != "ok") throw std::runtime_error("the server did not say ok");
        }
        stream_.expires_never();
    }

    asio::io_context context_;
    boost::beast::tcp_stream stream_;
    request what_;
    boost::beast::flat_buffer buffer_;
};

class library_loop
{
public:
    explicit library_loop(std::uint16_t port) : publisher_(connectors(), options(port))
    {
        const auto url = "slack:http://127.0.0.1:" + std::to_string(port) + "/services/T1/B1/secret-of-the-bench";
        channels_.push_back(connectors().channel_from_url(url).value());
    }

    void send(int messages)
    {
        for (int i = 0; i != messages; ++i)
        {
            const auto results = publisher_.publish(message_, channels_);
            if (results.at(0).state != multipost::delivery_state::delivered)
                throw std::runtime_error(results.at(0).failure.value().what);
        }
    }

private:
    static multipost::connector_registry& connectors()
    {
        static multipost::connector_registry loaded = [] {
            multipost::connector_registry registry;
            registry.load(SLACK_PLUGIN).value();
            return registry;
        }();
        return loaded;
    }

    static multipost::publisher_options options(std::uint16_t port)
    {
        multipost::publisher_options out;
        out.allow = multipost::allow_list::parse("127.0.0.1:" + std::to_string(port)).value();
        return out;
    }

    multipost::publisher publisher_;
    std::vector<multipost::channel> channels_;
    multipost::message message_ =
        multipost::message::from_markdown("Version 1.0 is out: one message, many networks & the truth about each.")
            .value();
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Lets the three take turns against one server and prints what they took.
void compare(const char* name, std::uint16_t port, request what, int messages, int rounds)
{
    what.set(http::field::host, "127.0.0.1:" + std::to_string(port));
    bare_loop bare(port, what);
    bare_asynchronous_loop bare_asynchronous(port, what);
    library_loop library(port);

    std::vector<double> bare_times;
    std::vector<double> asynchronous_times;
    std::vector<double> library_times;
    for (int i = 0; i <= rounds; ++i)
    {
        const auto a = time_of_one(messages, [&](int n) { bare.send(n); });
        const auto b = time_of_one(messages, [&](int n) { bare_asynchronous.send(n); });
        const auto c = time_of_one(messages, [&](int n) { library.send(n); });
        if (i == 0) continue; // warms up
        bare_times.push_back(a);
        asynchronous_times.push_back(b);
        library_times.push_back(c);
        std::printf("round %2d: Beast %6.1f us, Beast with time limits %6.1f us, publish() %6.1f us a message\n", i, a,
                    b, c);
    }
    const auto a = median(bare_times);
    const auto b = median(asynchronous_times);
    const auto c = median(library_times);
    std::printf("%s, medians of %d rounds of %d messages: Beast %.1f us, Beast with time limits %.1f us, publish() "
                "%.1f us\nratio to Beast %.2f, to Beast with time limits %.2f\n\n",
                name, rounds, messages, a, b, c, c / a, c / b);
}

/// Keeps the calling thread, and those it starts from then on, on one core.
///
/// A network never answers from the sender's own core. Left to the scheduler, the servers' threads move there and back: a
/// round trip then takes 8 us or 65 us, whichever of the loops happens to run.
void stay_on_core(unsigned core)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core % std::max(1U, std::thread::hardware_concurrency()), &cores);
    if (const int error = pthread_setaffinity_np(pthread_self(), sizeof cores, &cores); error != 0)
        throw std::system_error(error, std::generic_category(), "cannot stay on one core");
}

void run(int messages, int rounds)
{
    stay_on_core(1);
    server immediate;
    const sandbox::server slack;
    stay_on_core(0);
    library_loop(immediate.port()).send(1);
    compare("The sandbox", slack.port(), immediate.sample(), messages, rounds);
    compare("A server that does nothing", immediate.port(), immediate.sample(), messages, rounds);
}

} // namespace

int main(int count, char** arguments)
{
    try
    {
        run(count > 1 ? std::atoi(arguments[1]) : 1000, count > 2 ? std::atoi(arguments[2]) : 41);
        return EXIT_SUCCESS;
    }
    catch (const std::exception& e)
    {
        std::fprintf(stderr, "bench_publish: %s\n", e.what());
        return EXIT_FAILURE;
    }
}
