// SPDX-License-Identifier: BSL-1.0
#include "serve.hpp"

#include "application.hpp"
#include "http/server.hpp"
#include "operation/service_manager.hpp"
#include "operation/setting_values.hpp"
#include "startup_failure.hpp"

#include <multipost/version.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <unistd.h>

#include <csignal>
#include <iostream>

namespace webapp {

namespace asio = boost::asio;
using multipost::log_level;

namespace {

constexpr std::chrono::seconds grace(30);
constexpr std::chrono::seconds grace_of_admin(1);

bool is_https(const configuration& c) { return c.public_origin.starts_with("https:"); }

// What browsers are told with every answer. OWASP ASVS 5.0 V3.4.
std::vector<std::pair<std::string, std::string>> security_headers(const configuration& c)
{
    std::vector<std::pair<std::string, std::string>> headers{
        {"Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cache-Control", "no-store"},
    };
    // Over plain http browsers ignore it, and on localhost it would hold for every program there.
    if (is_https(c)) headers.emplace_back("Strict-Transport-Security", "max-age=63072000");
    return headers;
}

// A name that leads here and is not ours may belong to somebody's page (DNS rebinding).
std::vector<std::string> hosts_of(const asio::ip::tcp::endpoint& at)
{
    std::vector<std::string> hosts{authority_of(at)};
    if (at.address().is_loopback() || at.address().is_unspecified())
        for (const std::string name : {"localhost:", "127.0.0.1:", "[::1]:"})
            hosts.push_back(name + std::to_string(at.port()));
    return hosts;
}

http_options options_for_users(const configuration& c)
{
    http_options options{c.limits, hosts_of(c.listen), c.trusted_proxies, security_headers(c)};
    options.hosts.push_back(c.public_origin.substr(c.public_origin.find("://") + 3));
    return options;
}

// Whoever scrapes metrics in a network of containers knows this server by a name of that network.
http_options options_for_admin(const configuration& c)
{
    http_options options{c.limits, {}, {}, security_headers(c)};
    if (!c.admin_listen.address().is_unspecified()) options.hosts = hosts_of(c.admin_listen);
    return options;
}

/// The addresses of the listeners, taken before anything else is touched.
struct taken_addresses
{
    taken_addresses(asio::io_context& io, configuration& c)
        : users(take_address(io.get_executor(), c.listen)),
          admin(take_address(io.get_executor(), c.admin_listen))
    {
        c.listen = users.local_endpoint();
        c.admin_listen = admin.local_endpoint();
        if (c.public_origin.ends_with(":0")) c.public_origin = "http://" + authority_of(c.listen);
    }

    asio::ip::tcp::acceptor users;
    asio::ip::tcp::acceptor admin;
};

void warn_of_what_travels_in_the_clear(const configuration& c, const log& to)
{
    if (!is_https(c))
        to.write(
            log_level::warning, "server",
            "The public origin is plain http: passwords and sessions travel unencrypted, and cookies cannot be "
            "Secure. That is for this machine or a network of your own; elsewhere put a TLS proxy in front and set "
            "MULTIPOST_PUBLIC_ORIGIN to its https address.",
            {{"public_origin", c.public_origin}});
    if (!c.listen.address().is_loopback())
        to.write(log_level::warning, "server",
                 "The server listens without TLS where other machines reach it: let only the TLS proxy do so.",
                 {{"listen", authority_of(c.listen)}});
    if (!c.admin_listen.address().is_loopback())
        to.write(log_level::warning, "server", "Metrics and health are served where other machines reach them.",
                 {{"admin_listen", authority_of(c.admin_listen)}});
}

// The listeners of an application, and its end.
class service
{
public:
    service(asio::io_context& io, const configuration& c, const log& to)
        : io_(io),
          signals_(io, SIGTERM, SIGINT, SIGHUP),
          log_(to),
          application_(io, c, to),
          users_(
              io.get_executor(), [this](request r) { return application_.answer(std::move(r)); }, options_for_users(c),
              refusals()),
          admin_(
              io.get_executor(), [this](request r) { return application_.answer_admin(std::move(r)); },
              options_for_admin(c), refusals())
    {
        application_.count_connections_by([this] { return users_.open_connections(); });
    }

    void listen(const configuration& c, taken_addresses at)
    {
        users_.listen_local(local_socket_of(c));
        users_.listen(std::move(at.users));
        admin_.listen(std::move(at.admin));
        application_.start();
        asio::co_spawn(io_, stop_when_told(), asio::detached);
        if (const auto interval = manager_.sign_of_life_interval())
            asio::co_spawn(io_, show_life(*interval), asio::detached);
    }

    void tell_ready() const { manager_.tell("READY=1"); }

private:
    refusal_listener refusals()
    {
        return [this](unsigned status, std::string_view reason, const asio::ip::address& client) {
            application_.requests().refused(status, reason, client);
        };
    }

    asio::awaitable<int> next_signal()
    {
        for (;;)
        {
            const int signal = co_await signals_.async_wait(asio::use_awaitable);
            if (signal != SIGHUP) co_return signal;
            log_.write(log_level::info, "server", "SIGHUP changes nothing. The configuration is read at the start.");
        }
    }

    asio::awaitable<void> end_at_second_signal()
    {
        const int signal = co_await next_signal();
        log_.write(log_level::warning, "server", "A second signal: the server ends at once.");
        _exit(128 + signal);
    }

    /// By the thread that answers requests: should it hang, so does this.
    asio::awaitable<void> show_life(std::chrono::milliseconds interval)
    {
        asio::steady_timer timer(io_);
        for (;;)
        {
            manager_.tell("WATCHDOG=1");
            timer.expires_after(interval);
            co_await timer.async_wait(asio::use_awaitable);
        }
    }

    asio::awaitable<void> stop_when_told()
    {
        using namespace asio::experimental::awaitable_operators;
        co_await next_signal();
        log_.write(log_level::info, "server", "The server stops: what is under way may end.");
        asio::co_spawn(io_, end_at_second_signal(), asio::detached);
        manager_.tell("STOPPING=1");
        application_.begin_stopping();
        co_await (users_.stop(grace) && application_.stop(grace));
        co_await admin_.stop(grace_of_admin);
        log_.write(log_level::info, "server", "The server has stopped.");
        io_.stop();
    }

    asio::io_context& io_;
    asio::signal_set signals_;
    log log_;
    application application_;
    http_server users_;
    http_server admin_;
    service_manager manager_;
};

} // namespace

void serve(configuration c, const log& to)
{
    asio::io_context io(1);
    try
    {
        taken_addresses at(io, c);
        service s(io, c, to);
        s.listen(c, std::move(at));
        warn_of_what_travels_in_the_clear(c, to);
        to.write(log_level::info, "server", "The server is ready.",
                 {{"version", MULTIPOST_VERSION_STRING},
                  {"listen", authority_of(c.listen)},
                  {"admin_listen", authority_of(c.admin_listen)},
                  {"data", c.data.native()}});
        std::cout << "multipost-web: listening on http://" << authority_of(c.listen) << std::endl;
        s.tell_ready();
        io.run();
    }
    catch (const boost::system::system_error& e)
    {
        throw startup_failure(exit_code::failure, e.what());
    }
}

std::filesystem::path local_socket_of(const configuration& c) { return c.data / "multipost.sock"; }

} // namespace webapp
