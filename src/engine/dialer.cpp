// SPDX-License-Identifier: BSL-1.0
#include "engine/dialer.hpp"

#include "engine/egress.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <netdb.h>

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

namespace asio = boost::asio;
using boost::system::error_code;

namespace multipost {

namespace {

// A name with more addresses than this is not tried to the end: the step's time is shared among the tries.
constexpr std::size_t max_addresses = 8;

io_failure make_failure(io_error kind, std::string code, std::string text, std::string advice)
{
    io_failure told;
    told.kind = kind;
    told.code = std::move(code);
    told.text = std::move(text);
    told.advice = std::move(advice);
    return told;
}

std::string how_to_allow(const destination& to)
{
    return "if that is meant, allow it: --allow-host " + allow_list_entry(to) + ", or in MULTIPOST_ALLOW_HOSTS";
}

io_failure plain_http_failure(const destination& to)
{
    return make_failure(io_error::forbidden, "plain_http_forbidden",
                        to.origin + " is plain http, which anybody on the way can read",
                        "use https; " + how_to_allow(to));
}

io_failure address_failure(const destination& to, const asio::ip::address& address)
{
    std::string text = address.to_string() + " is a " + std::string(non_public_reason(address)) + " address";
    if (!to.address) text = to.host + " is not reached: " + text;
    return make_failure(io_error::forbidden, "address_forbidden", std::move(text), how_to_allow(to));
}

io_failure lookup_failure(const destination& to, int error)
{
    if (error == EAI_AGAIN)
        return make_failure(io_error::resolve, "lookup_failed",
                            "no name server could say what address " + to.host + " has",
                            "check this machine's network connection and DNS settings");
    return make_failure(io_error::resolve, "host_unknown", "the host " + to.host + " is not known",
                        "check the host in the URL");
}

io_failure connect_failure(const destination& to, error_code ec)
{
    if (ec == asio::error::connection_refused)
        return make_failure(io_error::connect, "connection_refused", "nothing answers at " + to.origin,
                            "check the host and port in the URL, and that the service runs");
    return make_failure(io_error::connect, "host_unreachable", to.origin + " cannot be reached: " + ec.message(),
                        "check this machine's network connection");
}

} // namespace

dialer::dialer(asio::any_io_executor executor, dialer_options options, name_lookup::function look_up)
    : executor_(std::move(executor)),
      options_(std::move(options)),
      lookup_(std::move(look_up)),
      tls_(options_.ca_certificates_pem)
{}

asio::awaitable<dialer::outcome> dialer::dial(const destination& to, interruption& stop)
{
    if (!to.tls && !may_speak_plain_http(options_.allow, to.host, to.port)) co_return plain_http_failure(to);

    const auto candidates = co_await resolve(to, stop);
    if (!candidates) co_return candidates.error();

    auto connected = co_await connect(to, *candidates, stop);
    auto* const opened = std::get_if<std::unique_ptr<http_connection>>(&connected);
    if (opened == nullptr || !to.tls) co_return connected;

    const auto context = tls_.get();
    if (!context) co_return context.error();
    stop.begin(exchange_step::handshake, options_.step_timeout);
    if (stop.interrupted()) co_return stop.failure(to.origin, false);
    if (auto failed = co_await (*opened)->handshake(**context, to, stop)) co_return *std::move(failed);
    co_return connected;
}

asio::awaitable<io_result<dialer::addresses>> dialer::resolve(const destination& to, interruption& stop)
{
    if (to.address) co_return permitted(to, addresses(1, *to.address));

    stop.begin(exchange_step::lookup, options_.step_timeout);
    const auto answer = co_await lookup_.resolve(to.host, stop);
    if (stop.interrupted()) co_return stop.failure(to.origin, false);
    if (!answer) co_return lookup_failure(to, EAI_AGAIN);
    if (answer->error != 0 || answer->addresses.empty()) co_return lookup_failure(to, answer->error);
    co_return permitted(to, answer->addresses);
}

io_result<dialer::addresses> dialer::permitted(const destination& to, const addresses& found) const
{
    addresses passed;
    for (const auto& address : found)
        if (may_connect(options_.allow, to.host, to.port, address)) passed.push_back(address);
    if (passed.empty()) return address_failure(to, found.front());
    if (passed.size() > max_addresses) passed.resize(max_addresses);
    return passed;
}

asio::awaitable<dialer::outcome> dialer::connect(const destination& to, const addresses& candidates, interruption& stop)
{
    const auto end = interruption::clock::now() + options_.step_timeout;
    error_code ec;
    for (std::size_t i = 0; i < candidates.size(); ++i)
    {
        const auto now = interruption::clock::now();
        const auto tries_left = static_cast<std::ptrdiff_t>(candidates.size() - i);
        stop.begin(exchange_step::connect, options_.step_timeout, now + (end - now) / tries_left);
        if (stop.interrupted()) break;

        asio::ip::tcp::socket socket(executor_);
        const asio::ip::tcp::endpoint endpoint(candidates[i], to.port);
        std::tie(ec) = co_await socket.async_connect(endpoint, stop.token());
        if (stop.cancelled()) break;
        if (!ec && !stop.interrupted()) co_return std::make_unique<http_connection>(std::move(socket));
    }
    if (stop.interrupted()) co_return stop.failure(to.origin, false);
    co_return connect_failure(to, ec);
}

} // namespace multipost
