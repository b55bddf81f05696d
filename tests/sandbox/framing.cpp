// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"
#include "sandbox/server.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace sandbox_test;
using namespace std::chrono_literals;

BOOST_TEST_DONT_PRINT_LOG_VALUE(ending)

namespace {

constexpr std::string_view hook = "/services/T1/B1/x";
constexpr std::string_view hello = R"({"text":"hello"})";

struct fixture
{
    sandbox::server server;
    connection c{server.port()};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(framing, fixture)

BOOST_AUTO_TEST_CASE(a_thousand_messages_go_through_one_connection_each_published_once)
{
    for (int i = 0; i < 1000; ++i)
    {
        c.send(post(hook, R"({"text":"number )" + std::to_string(i) + R"(."})"));
        BOOST_REQUIRE(status_of(c.answer()) == 200);
    }
    BOOST_TEST(server.published().published().size() == 1000U);
    BOOST_TEST(server.published().published("number 7.").size() == 1U);
}

BOOST_AUTO_TEST_CASE(requests_may_come_before_the_last_one_is_answered)
{
    c.send(post(hook, hello) + post(hook, hello) + bare("GET", "/healthz"));
    BOOST_TEST(body_of(c.answer()) == "ok");
    BOOST_TEST(body_of(c.answer()) == "ok");
    BOOST_TEST(body_of(c.answer()) == "ok\n");
}

BOOST_AUTO_TEST_CASE(a_request_may_come_byte_by_byte)
{
    const auto request = post(hook, hello);
    for (const auto& byte : request) c.send({&byte, 1});
    BOOST_TEST(body_of(c.answer()) == "ok");
}

BOOST_AUTO_TEST_CASE(a_body_may_be_chunked)
{
    c.send("POST /services/T1/B1/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
           "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"text\":\r\n8\r\n\"hello\"}\r\n0\r\n\r\n");
    BOOST_TEST(body_of(c.answer()) == "ok");
}

BOOST_AUTO_TEST_CASE(a_client_that_asks_before_its_body_is_told_to_continue)
{
    c.send("POST /services/T1/B1/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 16\r\n"
           "Expect: 100-continue\r\n\r\n");
    BOOST_TEST(status_of(c.until("\r\n\r\n")) == 100);
    c.send(hello);
    BOOST_TEST(body_of(c.answer()) == "ok");
}

BOOST_AUTO_TEST_CASE(the_connection_is_closed_when_the_client_asks_for_it)
{
    c.send("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    BOOST_TEST(status_of(c.answer()) == 200);
    c.finish();
    BOOST_TEST(c.rest() == "");
    BOOST_TEST((c.how_it_ended() == ending::closed));
}

BOOST_AUTO_TEST_CASE(what_is_no_proper_request_is_refused_and_the_connection_closed)
{
    const std::string start = "POST /services/T1/B1/x HTTP/1.1\r\n";
    const struct
    {
        std::string request;
        int status;
    } cases[] = {
        {"nonsense\r\n\r\n", 400},
        {start + "\r\n", 400},
        {start + "Host: a\r\nHost: b\r\n\r\n", 400},
        {start + "Host: a\r\nContent-Length: x\r\n\r\n", 400},
        {start + "Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {start + "Host: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
        {start + "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
        {"GET http://example.org/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {start + "Host: a\r\nX: " + std::string(17 * 1024, 'x') + "\r\n\r\n", 431},
        {start + "Host: a\r\nContent-Length: 1048577\r\n\r\n", 413},
    };
    for (const auto& one : cases) BOOST_TEST_CONTEXT(one.request.substr(0, 120))
        {
            connection fresh{server.port()};
            fresh.send(one.request);
            fresh.finish();
            const auto answer = fresh.rest();
            BOOST_TEST(status_of(answer) == one.status);
            BOOST_TEST(header_of(answer, "Connection") == "close");
        }
    BOOST_TEST(server.published().published().empty());
}

BOOST_AUTO_TEST_CASE(a_body_of_1_MiB_passes_and_one_of_a_byte_more_does_not)
{
    // Slack truncates the text; the request as a whole is what counts here.
    const std::string frame = R"({"text":""})";
    c.send(post(hook, R"({"text":")" + std::string(1024 * 1024 - frame.size(), 'x') + R"("})"));
    BOOST_TEST(body_of(c.answer()) == "ok");

    c.send("POST /services/T1/B1/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    c.send("100001\r\n" + std::string(1024 * 1024 + 1, 'x') + "\r\n0\r\n\r\n");
    BOOST_TEST(status_of(c.answer()) == 413);
}

BOOST_AUTO_TEST_CASE(chunk_extensions_do_not_go_round_the_limit)
{
    c.send("POST /services/T1/B1/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string chunks;
    for (int i = 0; i < 400; ++i) chunks += "1;x=" + std::string(4000, 'y') + "\r\nz\r\n";
    c.send(chunks);
    const auto status = status_of(c.answer());
    BOOST_TEST((status == 413 || status == 400));
}

BOOST_AUTO_TEST_CASE(a_204_has_no_content_length)
{
    c.send(bare("DELETE", "/ledger"));
    const auto answer = c.until("\r\n\r\n");
    BOOST_TEST(status_of(answer) == 204);
    BOOST_TEST(header_of(answer, "Content-Length") == "");
}

BOOST_AUTO_TEST_CASE(who_sends_nothing_is_dropped)
{
    sandbox::server_options options;
    options.limits.idle = 50ms;
    const sandbox::server impatient{options};
    connection silent{impatient.port()};
    BOOST_TEST(silent.rest() == "");
    connection slow{impatient.port()};
    slow.send("GET / HT");
    BOOST_TEST(slow.rest() == "");
}

BOOST_AUTO_TEST_CASE(who_stops_amid_a_body_is_dropped)
{
    sandbox::server_options options;
    options.limits.read = 50ms;
    const sandbox::server impatient{options};
    connection slow{impatient.port()};
    slow.send("POST /services/T1/B1/x HTTP/1.1\r\nHost: a\r\nContent-Length: 16\r\n\r\n{");
    BOOST_TEST(slow.rest() == "");
}

BOOST_AUTO_TEST_CASE(more_connections_than_allowed_are_closed)
{
    sandbox::server_options options;
    options.limits.max_connections = 1;
    const sandbox::server small{options};
    connection first{small.port()};
    first.send(bare("GET", "/healthz"));
    BOOST_TEST(status_of(first.answer()) == 200);
    connection second{small.port()};
    BOOST_TEST(second.rest() == "");
    first.send(bare("GET", "/healthz"));
    BOOST_TEST(status_of(first.answer()) == 200);
}

BOOST_AUTO_TEST_CASE(a_server_stops_while_clients_are_connected)
{
    c.send(bare("GET", "/events"));
    BOOST_TEST(status_of(c.until("\r\n\r\n")) == 200);
    connection hanging{server.port()};
    hanging.send(post("/services/T1/B1/fault.hang", hello));
    server.stop();
    server.stop();
}

BOOST_AUTO_TEST_CASE(the_ledger_is_read_and_emptied_over_http)
{
    c.send(post(hook, R"({"text":"one mark"})"));
    BOOST_TEST(status_of(c.answer()) == 200);
    c.send(post(hook, R"({"text":"two"})"));
    BOOST_TEST(status_of(c.answer()) == 200);

    c.send(bare("GET", "/ledger"));
    BOOST_TEST(boost::json::parse(std::string{body_of(c.answer())}).at("published").as_array().size() == 2U);
    c.send(bare("GET", "/ledger?mark=one%20mark"));
    const auto found = boost::json::parse(std::string{body_of(c.answer())});
    BOOST_REQUIRE(found.at("published").as_array().size() == 1U);
    BOOST_TEST(found.at("published").at(0).at("text").as_string() == "one mark");

    c.send(bare("DELETE", "/ledger"));
    BOOST_TEST(status_of(c.until("\r\n\r\n")) == 204);
    c.send(bare("GET", "/ledger"));
    BOOST_TEST(body_of(c.answer()) == R"({"published":[]})");
    c.send(bare("PUT", "/ledger"));
    BOOST_TEST(status_of(c.answer()) == 405);
}

BOOST_AUTO_TEST_SUITE_END()
