// SPDX-License-Identifier: BSL-1.0
/// @file
/// A client with the patience of a test, and short words for using it.
#ifndef MULTIPOST_TESTS_ENGINE_CLIENT_FIXTURE_HPP
#define MULTIPOST_TESTS_ENGINE_CLIENT_FIXTURE_HPP

#include "engine/http_client.hpp"
#include "scripted_server.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace multipost::test {

/// Longer than anything that works takes, on any machine: reaching it is a failure.
constexpr std::chrono::seconds long_time{30};
/// For what is meant to run out.
constexpr std::chrono::milliseconds short_time{150};

[[nodiscard]] http_request get(std::string url);
[[nodiscard]] http_request post(std::string url, std::string body);

/// "HTTP/1.1 200 OK" with a Content-Length.
[[nodiscard]] std::string answer_with(std::string_view body);

/// Allows a server's port on 127.0.0.1.
[[nodiscard]] http_client_options allowing(const std::string& authority);
[[nodiscard]] http_client_options allowing(const scripted_server& server);

/// Answers every request on a connection with `body`.
[[nodiscard]] scripted_server::script answering(std::string_view body);

/// A context, and a client on it.
class client_fixture
{
public:
    explicit client_fixture(http_client_options options)
        : client(std::in_place, context.get_executor(), std::move(options))
    {}

    /// Runs one exchange to its end.
    [[nodiscard]] exchange_result exchange(const http_request& request, const std::vector<attachment>& attachments = {},
                                           std::chrono::milliseconds time = long_time);

    boost::asio::io_context context;
    std::optional<http_client> client;
};

/// One line: "200 body", or "timeout/timeout sent", for comparing.
[[nodiscard]] std::string summary(const exchange_result& result);

/// The failure's text and advice; empty for an answer.
[[nodiscard]] std::string words(const exchange_result& result);

} // namespace multipost::test

#endif
