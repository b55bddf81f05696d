// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"
#include "running_server.hpp"

#include <boost/test/unit_test.hpp>

#include <list>
#include <memory>

using namespace webapp_test;
using namespace std::chrono_literals;

namespace {

/// More than the system keeps for a client that reads nothing.
const std::string too_much(64U << 20U, 'x');

std::unique_ptr<client> listener(const running_server& server)
{
    auto made = std::make_unique<client>(server.port());
    made->send(get("/stream"));
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(an_answer_that_goes_on)

BOOST_AUTO_TEST_CASE(is_written_in_chunks_as_it_comes)
{
    running_server server;
    const auto c = listener(server);
    const auto head = c->head();
    BOOST_TEST(status_of(head) == 200);
    BOOST_TEST(header_of(head, "Transfer-Encoding") == "chunked");
    BOOST_TEST(header_of(head, "Connection") == "close");
    BOOST_TEST(header_of(head, "Content-Length") == "");

    server.wait_until_listening(1);
    server.say("one");
    BOOST_TEST(c->until("one\r\n") == "3\r\none\r\n");
    server.say(std::string(16, 'x'));
    BOOST_TEST(c->until("x\r\n") == "10\r\nxxxxxxxxxxxxxxxx\r\n");
    server.finish();
    BOOST_TEST(c->rest() == "3\r\nbye\r\n0\r\n\r\n");
    BOOST_TEST(c->has_ended());
}

BOOST_AUTO_TEST_CASE(ends_with_the_connection_for_who_knows_no_chunks)
{
    running_server server;
    client c(server.port());
    c.send("GET /stream HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
    const auto head = c.head();
    BOOST_TEST(header_of(head, "Transfer-Encoding") == "");
    BOOST_TEST(header_of(head, "Content-Length") == "");
    server.wait_until_listening(1);
    server.say("one");
    BOOST_TEST(c.until("one") == "one");
    server.finish();
    BOOST_TEST(c.rest() == "bye");
}

BOOST_AUTO_TEST_CASE(has_no_body_for_head_and_lets_the_connection_go_on)
{
    running_server server;
    client c(server.port());
    c.send("HEAD /stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    const auto head = c.head();
    BOOST_TEST(status_of(head) == 200);
    BOOST_TEST(header_of(head, "Content-Length") == "");
    c.send(get("/next"));
    BOOST_TEST(body_of(c.answer()) == "GET /next ");
}

BOOST_AUTO_TEST_CASE(ends_when_its_client_leaves)
{
    running_server server;
    auto killed = listener(server);
    auto closed = listener(server);
    const auto half_closed = listener(server);
    server.wait_until_listening(3);
    killed->reset();
    server.wait_until_listening(2);
    closed.reset();
    server.wait_until_listening(1);
    half_closed->finish();
    server.wait_until_listening(0);
    static_cast<void>(half_closed->rest());
    BOOST_TEST(half_closed->has_ended());
}

BOOST_AUTO_TEST_CASE(takes_no_further_request)
{
    running_server server;
    client c(server.port());
    c.send(get("/stream") + get("/too-late"));
    server.wait_until_listening(1);
    c.send(get("/too-late"));
    server.say("one");
    BOOST_TEST(c.until("one").find("too-late") == std::string::npos);
    c.send(std::string(8192, 'x'));
    server.wait_until_listening(0);
}

BOOST_AUTO_TEST_CASE(ends_for_a_client_that_does_not_read)
{
    webapp::http_options options;
    options.limits.write_time = 300ms;
    running_server server(options);
    const auto deaf = listener(server);
    server.wait_until_listening(1);
    server.say(too_much);
    server.wait_until_listening(0);
    const auto honest = listener(server);
    server.wait_until_listening(1);
    server.say("still there");
    BOOST_TEST(honest->until("still there").ends_with("still there"));
}

BOOST_AUTO_TEST_CASE(is_finished_when_the_server_stops)
{
    running_server server;
    const auto c = listener(server);
    server.wait_until_listening(1);
    auto stopped = server.stop(30s);
    BOOST_TEST(c->rest().ends_with("\r\n\r\n3\r\nbye\r\n0\r\n\r\n"));
    c->finish();
    BOOST_TEST((stopped.wait_for(10s) == std::future_status::ready));
}

BOOST_AUTO_TEST_CASE(does_not_keep_a_server_from_stopping_that_nobody_reads)
{
    running_server server;
    const auto deaf = listener(server);
    server.wait_until_listening(1);
    server.say(too_much);
    BOOST_TEST((server.stop(30s).wait_for(10s) == std::future_status::ready));
    BOOST_TEST(server.open_connections() == 0U);
}

BOOST_AUTO_TEST_CASE(comes_to_its_end_when_the_server_is_destroyed)
{
    auto server = std::make_unique<running_server>();
    const auto c = listener(*server);
    server->wait_until_listening(1);
    server.reset();
    static_cast<void>(c->rest());
    BOOST_TEST(c->has_ended());
}

BOOST_AUTO_TEST_CASE(leaves_room_for_those_who_ask)
{
    webapp::http_options options;
    options.limits.connections = 40;
    running_server server(options);
    std::list<std::unique_ptr<client>> listeners;
    for (int i = 0; i != 100; ++i)
    {
        listeners.push_back(listener(server));
        static_cast<void>(listeners.back()->head());
    }
    server.wait_until_listening(30);
    for (int i = 0; i != 20; ++i)
    {
        client honest(server.port());
        honest.send(get("/"));
        BOOST_TEST(status_of(honest.answer()) == 200);
    }
    server.say("last");
    BOOST_TEST(listeners.back()->until("last").ends_with("last"));
}

BOOST_AUTO_TEST_SUITE_END()
