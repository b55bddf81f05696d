// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_RESPONSE_HPP
#define SANDBOX_RESPONSE_HPP

#include "event_stream.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

/// How an answer leaves the server; all but the first are what goes wrong on real networks.
enum class wire {
    whole,     ///< as HTTP wants it
    reset,     ///< no byte of it: the TCP connection is reset
    truncated, ///< cut short of its Content-Length, then the connection is closed
    garbage,   ///< bytes that are no HTTP instead, then the connection is closed
    silence,   ///< nothing, until the client gives up
};

/// What the server answers.
struct response
{
    unsigned status = 200;
    std::string content_type; ///< empty: no Content-Type header
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers; ///< beside Content-Type, Content-Length and Connection

    wire leaves = wire::whole;
    std::chrono::milliseconds after{0};   ///< how long the client waits before the first byte
    std::shared_ptr<event_stream> stream; ///< when set, the body: it has no end
};

/// Makes an answer of plain text.
[[nodiscard]] response text_response(unsigned status, std::string_view text);

/// Makes an answer of JSON.
[[nodiscard]] response json_response(unsigned status, const boost::json::value& value);

/// Makes the answer for a known path and a method it does not have.
[[nodiscard]] response method_not_allowed(std::string_view allowed);

} // namespace sandbox

#endif
