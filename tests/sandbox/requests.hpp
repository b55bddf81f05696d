// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_SANDBOX_REQUESTS_HPP
#define TESTS_SANDBOX_REQUESTS_HPP

#include "sandbox/request.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace sandbox_test {

/// 2026-11-22T09:05:00Z, when the tests' requests arrive.
inline constexpr std::chrono::system_clock::time_point arrival{std::chrono::seconds{1'795'338'300}};

/// Makes a request as the server hands it to a network.
[[nodiscard]] inline sandbox::request request_to(std::string_view method, std::string_view target,
                                                 std::string_view body = {}, std::string_view type = "application/json")
{
    sandbox::request r;
    BOOST_REQUIRE(sandbox::split_target(target, r));
    r.method = method;
    r.body = body;
    r.received = arrival;
    r.headers.emplace_back("user-agent", "DiscordBot (test, 1)");
    if (!type.empty()) r.headers.emplace_back("content-type", type);
    return r;
}

/// The value of a header of an answer, empty when it is not there.
template <class Response>
[[nodiscard]] std::string header_in(const Response& r, std::string_view name)
{
    for (const auto& [known, value] : r.headers)
        if (known == name) return value;
    return {};
}

} // namespace sandbox_test

#endif
