// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"
#include "running_server.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace webapp_test;

namespace {

struct fixture
{
    running_server server;
    client c{server.port()};
};

webapp::http_options with_headers()
{
    webapp::http_options options;
    options.headers.emplace_back("X-Frame-Options", "DENY");
    options.headers.emplace_back("X-Content-Type-Options", "nosniff");
    return options;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(serving, fixture)

BOOST_AUTO_TEST_CASE(requests_follow_each_other_on_one_connection)
{
    std::set<std::string> ids;
    for (int i = 0; i < 100; ++i)
    {
        c.send(post("/a%20b", "hello"));
        const auto answer = c.answer();
        BOOST_REQUIRE(status_of(answer) == 200);
        BOOST_TEST(body_of(answer) == "POST /a b hello");
        BOOST_TEST(header_of(answer, "Connection") == "");
        BOOST_TEST(header_of(answer, "Date").ends_with(" GMT"));
        ids.emplace(header_of(answer, "X-Request-Id"));
    }
    BOOST_TEST(ids.size() == 100U);
    BOOST_TEST(ids.begin()->size() == 36U);
    BOOST_TEST(server.open_connections() == 1U);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_speaks_the_older_version_is_answered_once)
{
    c.send("POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello" + get("/"));
    const auto answer = c.rest();
    BOOST_TEST(body_of(answer) == "POST / hello");
    BOOST_TEST(header_of(answer, "Connection") == "close");
}

BOOST_AUTO_TEST_CASE(requests_that_come_together_are_answered_in_order)
{
    std::string all;
    for (int i = 0; i < 200; ++i) all += post("/" + std::to_string(i), std::string(200, 'x'));
    c.send(all);
    for (int i = 0; i < 200; ++i)
        BOOST_REQUIRE(body_of(c.answer()) == "POST /" + std::to_string(i) + " " + std::string(200, 'x'));
}

BOOST_AUTO_TEST_CASE(the_next_request_waits_for_the_answer_to_the_last)
{
    c.send(get("/hold") + get("/after"));
    server.wait_until_held(1);
    server.release();
    BOOST_TEST(body_of(c.answer()) == "GET /hold ");
    BOOST_TEST(body_of(c.answer()) == "GET /after ");
}

BOOST_AUTO_TEST_CASE(a_request_may_come_byte_by_byte)
{
    for (const auto& byte : post("/", "hello")) c.send({&byte, 1});
    BOOST_TEST(body_of(c.answer()) == "POST / hello");
}

BOOST_AUTO_TEST_CASE(a_body_may_be_chunked)
{
    c.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n" +
           get("/"));
    BOOST_TEST(body_of(c.answer()) == "POST / hello");
    BOOST_TEST(body_of(c.answer()) == "GET / ");
}

BOOST_AUTO_TEST_CASE(a_client_that_asks_before_its_body_is_told_to_go_on)
{
    c.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    BOOST_TEST(c.head() == "HTTP/1.1 100 Continue\r\n\r\n");
    c.send("hello");
    BOOST_TEST(body_of(c.answer()) == "POST / hello");
}

BOOST_AUTO_TEST_CASE(head_is_answered_like_get_without_the_body)
{
    c.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n" + get("/b"));
    const auto head = c.head();
    BOOST_TEST(status_of(head) == 200);
    BOOST_TEST(header_of(head, "Content-Length") == "7");
    BOOST_TEST(body_of(c.answer()) == "GET /b ");
}

BOOST_AUTO_TEST_CASE(head_is_refused_without_a_body_too)
{
    c.send("HEAD / HTTP/1.1\r\n\r\n");
    const auto refused = c.rest();
    BOOST_TEST(status_of(refused) == 400);
    BOOST_TEST(body_of(refused) == "");
    BOOST_TEST(c.has_ended());
}

BOOST_AUTO_TEST_CASE(a_204_has_no_body_and_no_length)
{
    c.send(get("/empty") + get("/b"));
    const auto head = c.head();
    BOOST_TEST(status_of(head) == 204);
    BOOST_TEST(header_of(head, "Content-Length") == "");
    BOOST_TEST(body_of(c.answer()) == "GET /b ");
}

BOOST_AUTO_TEST_CASE(a_large_answer_arrives_whole)
{
    c.send(get("/large"));
    BOOST_TEST(body_of(c.answer()).size() == 64U << 20U);
}

BOOST_AUTO_TEST_CASE(the_connection_ends_when_the_client_asks_for_it)
{
    c.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + get("/never"));
    const auto answer = c.rest();
    BOOST_TEST(answers_in(answer) == 1U);
    BOOST_TEST(header_of(answer, "Connection") == "close");
    BOOST_TEST(c.has_ended());
}

BOOST_AUTO_TEST_CASE(a_client_may_end_its_half_and_still_be_answered)
{
    c.send(get("/hold"));
    c.finish();
    server.wait_until_held(1);
    server.release();
    BOOST_TEST(body_of(c.rest()) == "GET /hold ");
    BOOST_TEST(c.has_ended());
}

BOOST_AUTO_TEST_CASE(a_client_that_ends_amid_its_request_is_told)
{
    c.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell");
    c.finish();
    BOOST_TEST(status_of(c.rest()) == 400);
    BOOST_TEST(c.has_ended());
}

BOOST_AUTO_TEST_CASE(clients_may_vanish_at_any_moment)
{
    const auto request =
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello" + get("/large");
    for (std::size_t size = 0; size <= request.size(); ++size)
    {
        client vanishing(server.port());
        vanishing.send(request.substr(0, size));
        if (size % 2 == 0) vanishing.finish();
        if (size % 6 == 0) (void)vanishing.head(); // of the answer, or of the refusal of what ended too soon
        vanishing.reset();
    }
    c.send(get("/hold"));
    server.wait_until_held(1);
    c.reset();
    server.release();

    client honest(server.port());
    honest.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    BOOST_TEST(status_of(honest.rest()) == 200);
    honest.finish();
    while (server.open_connections() > 0)
    {}
}

BOOST_AUTO_TEST_CASE(a_handler_s_exception_is_shown_to_the_log_alone)
{
    for (const auto* path : {"/throw", "/throw-int"})
    {
        c.send(get(path));
        const auto answer = c.answer();
        BOOST_TEST(status_of(answer) == 500);
        BOOST_TEST(answer.find("hunter2") == std::string::npos);
        const auto problem = boost::json::parse(std::string(body_of(answer))).as_object();
        BOOST_TEST(problem.at("code").as_string() == "internal");
        BOOST_TEST(problem.at("request_id").as_string() == header_of(answer, "X-Request-Id"));
    }
    const auto told = server.refusals();
    BOOST_REQUIRE(told.size() == 2U);
    BOOST_TEST(told[0].status == 500U);
    BOOST_TEST(told[0].reason.ends_with("hunter2"));
    c.send(get("/"));
    BOOST_TEST(status_of(c.answer()) == 200);
}

BOOST_AUTO_TEST_CASE(a_handler_cannot_split_its_answer)
{
    c.send(get("/split"));
    const auto answer = c.answer();
    BOOST_TEST(status_of(answer) == 500);
    BOOST_TEST(answer.find("Set-Cookie") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_answer_has_the_server_s_headers)
{
    running_server strict(with_headers());
    client other(strict.port());
    other.send(get("/") + get("/cookies") + get("/throw") + "nonsense\r\n\r\n");
    BOOST_TEST(header_of(other.answer(), "X-Frame-Options") == "DENY");
    const auto own = other.answer();
    BOOST_TEST(header_of(own, "x-frame-options") == "SAMEORIGIN");
    BOOST_TEST(header_of(own, "X-Frame-Options") == "");
    BOOST_TEST(header_of(own, "Content-Length") == "13");
    BOOST_TEST(header_of(own, "Transfer-Encoding") == "");
    BOOST_TEST(own.find("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n") != std::string::npos);
    BOOST_TEST(header_of(other.answer(), "X-Content-Type-Options") == "nosniff");
    const auto refused = other.rest();
    BOOST_TEST(status_of(refused) == 400);
    BOOST_TEST(header_of(refused, "X-Frame-Options") == "DENY");
}

BOOST_AUTO_TEST_CASE(the_client_is_who_a_trusted_proxy_says)
{
    const std::string asked = "GET /client HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n";
    c.send(asked);
    BOOST_TEST(body_of(c.answer()) == "127.0.0.1 remote");

    webapp::http_options options;
    options.trusted_proxies.emplace_back("127.0.0.0/8");
    running_server behind_proxy(options);
    client proxy(behind_proxy.port());
    proxy.send(asked);
    BOOST_TEST(body_of(proxy.answer()) == "203.0.113.9 remote");
}

BOOST_AUTO_TEST_CASE(a_client_of_ipv4_is_one_whatever_the_listener)
{
    const auto port = server.listen_on_both();
    if (port == 0)
    {
        BOOST_TEST_MESSAGE("skipped: this machine has no IPv6");
        return;
    }
    client v4(port);
    v4.send(get("/client"));
    BOOST_TEST(body_of(v4.answer()) == "127.0.0.1 remote");
}

BOOST_AUTO_TEST_CASE(a_host_that_is_not_ours_is_refused)
{
    webapp::http_options options;
    options.hosts.emplace_back("127.0.0.1");
    running_server strict(options);
    client friendly(strict.port());
    friendly.send(get("/"));
    BOOST_TEST(status_of(friendly.answer()) == 200);
    client rebound(strict.port());
    rebound.send("GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n");
    BOOST_TEST(status_of(rebound.rest()) == 421);
    BOOST_TEST(rebound.has_ended());
}

BOOST_AUTO_TEST_CASE(an_address_that_is_taken_is_named)
{
    boost::asio::io_context io(1);
    webapp::http_server second(io.get_executor(), {}, {});
    const boost::asio::ip::tcp::endpoint taken(boost::asio::ip::address_v4::loopback(), server.port());
    BOOST_CHECK_EXCEPTION(second.listen(taken), boost::system::system_error, [&](const auto& e) {
        return std::string_view(e.what()).find("127.0.0.1:" + std::to_string(server.port())) != std::string_view::npos;
    });
}

BOOST_AUTO_TEST_SUITE_END()
