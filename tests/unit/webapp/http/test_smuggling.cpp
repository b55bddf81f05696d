// SPDX-License-Identifier: BSL-1.0
// What is malformed, or hides a second request, has one answer, and the connection ends: nothing after it is read.
#include "client.hpp"
#include "running_server.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace webapp_test;
using namespace std::string_literals;

namespace {

const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string start = "POST / HTTP/1.1\r\nHost: a\r\n";
const std::string chunks = start + "Transfer-Encoding: chunked\r\n\r\n";

const struct
{
    int status;
    std::string request;
} cases[] = {
    {400, "\r\n" + hidden},
    {400, "nonsense\r\n\r\n"},
    {400, "GET /\r\n\r\n"},
    {400, "GET / HTTP/1.1\n\n"},
    {400, "GET / HTTP/1.1\nHost: a\n\n"},
    {400, "GET / HTTP/1.1\r\nHost: a\n\r\n"},
    {400, "GET / HTTP/1.1\rHost: a\r\r"},
    {400, "GET / HTTP/1.1\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n folded\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"s},
    {400, "GET / HTTP/1.1\r\nHost: a\r\nX: \x1B[2J\r\n\r\n"},
    {400, "GET /../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n"},
    {400, "GET /%2e%2e/etc HTTP/1.1\r\nHost: a\r\n\r\n"},
    {400, "GET /a%2Fb HTTP/1.1\r\nHost: a\r\n\r\n"},
    {400, "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n"},
    {400, "GET /%C0%AE HTTP/1.1\r\nHost: a\r\n\r\n"},
    {400, "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n"},
    {400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(hidden.size()) + "\r\n\r\n"},
    {400, start + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"},
    {400, start + "Content-Length: 5, 5\r\n\r\nhello"},
    {400, start + "Content-Length: +5\r\n\r\nhello"},
    {400, start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {400, start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\n\r\n0\r\n\r\n"},
    {400, start + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"},
    {400, start + "Transfer-Encoding:\x0B"
                  "chunked\r\n\r\n0\r\n\r\n"},
    {400, start + "X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {400, chunks + "x\r\n\r\n"},
    {400, chunks + "5\nhello\r\n0\r\n\r\n"},
    {400, chunks + "5\r\nhello0\r\n\r\n"},
    {400, chunks + "5;a\nb\r\nhello\r\n0\r\n\r\n"},
    {413, chunks + "10000000000000000\r\nhello\r\n0\r\n\r\n"},
    {400, chunks + "0\r\nContent-Length: 40\r\n\r\n"},
    {400, "\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03"s},
    {413, start + "Content-Length: 99999999999999999999\r\n\r\n"},
    {413, start + "Content-Length: 65537\r\n\r\n"},
    {413, chunks + "10001\r\n"},
    {413, chunks + "ffffffffffffffff\r\n"},
    {413, chunks + "1;" + std::string(100'000, 'x')},
    {414, "GET /" + std::string(5'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"},
    {414, "GET /" + std::string(100'000, 'x')},
    {417, start + "Expect: the unexpected\r\nContent-Length: 5\r\n\r\n"},
    {431, "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(17'000, 'x') + "\r\n\r\n"},
    {501, start + "Transfer-Encoding: gzip\r\n\r\n"},
    {501, start + "Transfer-Encoding: identity\r\n\r\n"},
    {501, start + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
    {501, start + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
    {501, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"},
    {501, "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"},
    {501, "BREW / HTTP/1.1\r\nHost: a\r\n\r\n"},
    {400, "GET / HTTP/1.0\r\n\r\n"},
    {400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(smuggling)

BOOST_AUTO_TEST_CASE(what_is_malformed_is_answered_once_and_the_connection_ends)
{
    running_server server;
    for (const auto& one : cases) BOOST_TEST_CONTEXT(one.request.substr(0, 200))
        {
            client c(server.port());
            c.send(one.request + hidden + hidden);
            const auto answer = c.rest();
            BOOST_TEST(status_of(answer) == one.status);
            BOOST_TEST(answers_in(answer) == 1U);
            BOOST_TEST(answer.find("hidden") == std::string::npos);
            BOOST_TEST(header_of(answer, "Connection") == "close");
            BOOST_TEST(header_of(answer, "Content-Type") == "application/problem+json");
            BOOST_TEST(boost::json::parse(std::string(body_of(answer))).at("status").as_int64() == one.status);
            BOOST_TEST(c.has_ended());
        }
    const auto told = server.refusals();
    BOOST_REQUIRE(told.size() == std::size(cases));
    for (std::size_t i = 0; i < told.size(); ++i) BOOST_TEST(static_cast<int>(told[i].status) == cases[i].status);
}

BOOST_AUTO_TEST_CASE(a_refusal_amid_a_pipeline_comes_after_the_answers_that_were_due)
{
    running_server server;
    client c(server.port());
    c.send(get("/first") + post("/second", "x") + "GET / HTTP/1.1\r\n\r\n" + hidden);
    BOOST_TEST(body_of(c.answer()) == "GET /first ");
    BOOST_TEST(body_of(c.answer()) == "POST /second x");
    const auto refused = c.rest();
    BOOST_TEST(status_of(refused) == 400);
    BOOST_TEST(answers_in(refused) == 1U);
}

BOOST_AUTO_TEST_CASE(a_client_that_goes_on_sending_still_gets_the_answer)
{
    running_server server;
    client c(server.port());
    c.send(start + "Content-Length: 10000000\r\n\r\n");
    const std::string more(100'000, 'x');
    for (int i = 0; i < 100; ++i) c.send(more);
    c.finish();
    BOOST_TEST(status_of(c.rest()) == 413);
}

BOOST_AUTO_TEST_SUITE_END()
