// SPDX-License-Identifier: BSL-1.0
#include "client_fixture.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <utility>

namespace asio = boost::asio;

namespace multipost::test {

namespace {

std::string_view name_of(io_error kind)
{
    switch (kind)
    {
    case io_error::resolve: return "resolve";
    case io_error::forbidden: return "forbidden";
    case io_error::connect: return "connect";
    case io_error::tls: return "tls";
    case io_error::timeout: return "timeout";
    case io_error::connection: return "connection";
    case io_error::answer: return "answer";
    }
    return "?";
}

} // namespace

http_request get(std::string url)
{
    http_request request;
    request.method = "GET";
    request.url = std::move(url);
    return request;
}

http_request post(std::string url, std::string body)
{
    http_request request;
    request.method = "POST";
    request.url = std::move(url);
    request.body.emplace_back(std::move(body));
    return request;
}

std::string answer_with(std::string_view body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

http_client_options allowing(const std::string& authority)
{
    http_client_options options;
    options.connect_timeout = long_time;
    options.request_timeout = long_time;
    options.user_agent = "multipost-test";
    options.allow = allow_list::parse(authority).value();
    return options;
}

http_client_options allowing(const scripted_server& server) { return allowing(server.authority()); }

scripted_server::script answering(std::string_view body)
{
    return [answer = answer_with(body)](peer& client, int) {
        while (!client.read_request().empty()) client.write(answer);
    };
}

exchange_result client_fixture::exchange(const http_request& request, const std::vector<attachment>& attachments,
                                         std::chrono::milliseconds time)
{
    exchange_result result;
    auto task = client->exchange(request, attachments, std::chrono::steady_clock::now() + time);
    asio::co_spawn(context, std::move(task), [&](std::exception_ptr thrown, exchange_result got) {
        if (thrown) std::rethrow_exception(thrown);
        result = std::move(got);
    });
    context.restart();
    context.run();
    return result;
}

std::string summary(const exchange_result& result)
{
    if (const auto* response = std::get_if<http_response>(&result))
        return std::to_string(response->status) + " " + response->body;
    const auto& failed = std::get<io_failure>(result);
    return std::string(name_of(failed.kind)) + "/" + failed.code + (failed.request_sent ? " sent" : " not sent");
}

std::string words(const exchange_result& result)
{
    const auto* failed = std::get_if<io_failure>(&result);
    return failed == nullptr ? "" : failed->text + "; " + failed->advice;
}

} // namespace multipost::test
