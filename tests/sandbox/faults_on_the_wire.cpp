// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"
#include "sandbox/server.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using namespace sandbox_test;
using namespace std::chrono_literals;

BOOST_TEST_DONT_PRINT_LOG_VALUE(ending)

namespace {

sandbox::server_options impatient()
{
    sandbox::server_options options;
    options.limits.silence = 50ms;
    return options;
}

// The same message to both networks; each fault behaves alike on both.
struct target
{
    std::string address; // up to the token
    std::string message;
};

const target targets[] = {
    {"/services/T1/B1/", R"({"text":"hello"})"},
    {"/api/v10/webhooks/1/", R"({"content":"hello"})"},
};

struct fixture
{
    sandbox::server server{impatient()};

    std::string send(connection& c, const target& to, std::string_view token)
    {
        c.send(post(to.address + std::string{token} + "?wait=true", to.message));
        return c.answer();
    }

    std::size_t published() { return server.published().published("hello").size(); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(faults_on_the_wire, fixture)

BOOST_AUTO_TEST_CASE(reset_before_publishes_nothing_and_resets)
{
    for (const auto& to : targets)
    {
        connection c{server.port()};
        BOOST_TEST(send(c, to, "x-fault.reset-before") == "");
        BOOST_TEST((c.how_it_ended() == ending::was_reset));
        BOOST_TEST(published() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(reset_after_publishes_once_and_resets)
{
    for (const auto& to : targets)
    {
        server.published().clear();
        connection c{server.port()};
        BOOST_TEST(send(c, to, "x-fault.reset-after") == "");
        BOOST_TEST((c.how_it_ended() == ending::was_reset));
        BOOST_TEST(published() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(truncate_publishes_once_and_ends_short_of_the_announced_length)
{
    for (const auto& to : targets)
    {
        server.published().clear();
        connection c{server.port()};
        const auto answer = send(c, to, "fault.truncate");
        BOOST_TEST(status_of(answer) == 200);
        BOOST_TEST(body_of(answer).size() < std::stoul(std::string{header_of(answer, "Content-Length")}));
        BOOST_TEST((c.how_it_ended() == ending::closed));
        BOOST_TEST(published() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(truncate_of_an_answer_without_a_body_cuts_its_header)
{
    connection c{server.port()};
    c.send(post("/api/v10/webhooks/1/fault.truncate", R"({"content":"hello"})"));
    const auto answer = c.rest();
    BOOST_TEST(answer.starts_with("HTTP/1.1 204"));
    BOOST_TEST(answer.find("\r\n\r\n") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(garbage_publishes_once_and_answers_no_http)
{
    for (const auto& to : targets)
    {
        server.published().clear();
        connection c{server.port()};
        c.send(post(to.address + "fault.garbage", to.message));
        const auto answer = c.rest();
        BOOST_TEST(!answer.empty());
        BOOST_TEST(status_of(answer) == 0);
        BOOST_TEST(published() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(html_publishes_nothing_and_answers_a_page)
{
    for (const auto& to : targets)
    {
        connection c{server.port()};
        const auto answer = send(c, to, "fault.html");
        BOOST_TEST(status_of(answer) == 200);
        BOOST_TEST(header_of(answer, "Content-Type").starts_with("text/html"));
        BOOST_TEST(published() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(slow_publishes_once_and_answers_properly_later)
{
    for (const auto& to : targets)
    {
        server.published().clear();
        connection c{server.port()};
        const auto start = std::chrono::steady_clock::now();
        const auto answer = send(c, to, "fault.slow-0.05");
        BOOST_TEST((std::chrono::steady_clock::now() - start >= 50ms));
        BOOST_TEST(status_of(answer) == 200);
        BOOST_TEST(published() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(hang_publishes_nothing_and_never_answers)
{
    for (const auto& to : targets)
    {
        connection c{server.port()};
        BOOST_TEST(send(c, to, "fault.hang") == "");
        BOOST_TEST((c.how_it_ended() == ending::closed));
        BOOST_TEST(published() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(rate_refuses_a_token_once_then_accepts)
{
    for (const auto& to : targets)
    {
        server.published().clear();
        connection c{server.port()};
        const auto refused = send(c, to, "fault.rate-1.5");
        BOOST_TEST(status_of(refused) == 429);
        BOOST_TEST(header_of(refused, "Retry-After") == "2");
        BOOST_TEST(published() == 0U);
        BOOST_TEST(status_of(send(c, to, "fault.rate-1.5")) == 200);
        BOOST_TEST(status_of(send(c, to, "fault.rate-1.5")) == 200);
        BOOST_TEST(status_of(send(c, to, "other-fault.rate-1.5")) == 429);
        BOOST_TEST(published() == 2U);
    }
}

BOOST_AUTO_TEST_CASE(status_refuses_in_the_form_of_the_network)
{
    connection c{server.port()};
    const auto slack = send(c, targets[0], "fault.status-410-channel_is_archived");
    BOOST_TEST(status_of(slack) == 410);
    BOOST_TEST(body_of(slack) == "channel_is_archived");
    const auto discord = send(c, targets[1], "fault.status-404-10015");
    BOOST_TEST(status_of(discord) == 404);
    BOOST_TEST(body_of(discord) == R"({"message":"Unknown Webhook","code":10015})");
    BOOST_TEST(published() == 0U);
}

BOOST_AUTO_TEST_CASE(a_fault_that_does_not_exist_is_told_with_those_that_do)
{
    connection c{server.port()};
    const auto answer = send(c, targets[0], "fault.explode");
    BOOST_TEST(status_of(answer) == 400);
    BOOST_TEST(body_of(answer).find("explode") != std::string_view::npos);
    BOOST_TEST(body_of(answer).find("reset-before") != std::string_view::npos);
    BOOST_TEST(published() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
