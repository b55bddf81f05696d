// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"
#include "running_server.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>
#include <unistd.h>

#include <list>

using namespace webapp_test;
using namespace std::chrono_literals;

namespace {

/// Short enough to wait for, while nothing else is short: a busy machine is no slow client.
webapp::http_options with_limit(std::chrono::milliseconds webapp::http_limits::*limit, std::chrono::milliseconds time)
{
    webapp::http_options options;
    options.limits.*limit = time;
    return options;
}

webapp::http_options small(std::size_t connections, std::size_t per_client)
{
    webapp::http_options options;
    options.limits.connections = connections;
    options.limits.connections_per_client = per_client;
    return options;
}

/// Takes all descriptors that this process may still have.
class no_descriptors
{
public:
    no_descriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        auto lowered = before_;
        lowered.rlim_cur = 256;
        ::setrlimit(RLIMIT_NOFILE, &lowered);
        for (int taken = ::dup(0); taken >= 0; taken = ::dup(0)) taken_.push_back(taken);
    }

    ~no_descriptors()
    {
        for (const int taken : taken_) ::close(taken);
        ::setrlimit(RLIMIT_NOFILE, &before_);
    }

    no_descriptors(const no_descriptors&) = delete;
    no_descriptors& operator=(const no_descriptors&) = delete;

    void give_one_back()
    {
        ::close(taken_.back());
        taken_.pop_back();
    }

private:
    rlimit before_{};
    std::vector<int> taken_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(limits)

BOOST_AUTO_TEST_CASE(a_header_that_does_not_end_is_refused_in_time)
{
    running_server server(with_limit(&webapp::http_limits::header_time, 500ms));
    client c(server.port());
    c.send("GET / HTTP/1.1\r\nHost:");
    const auto answer = c.rest();
    BOOST_TEST(status_of(answer) == 408);
    BOOST_TEST(header_of(answer, "Connection") == "close");
    BOOST_TEST(c.has_ended());
}

BOOST_AUTO_TEST_CASE(the_time_for_a_header_is_one_however_often_a_byte_comes)
{
    running_server server(with_limit(&webapp::http_limits::header_time, 500ms));
    client c(server.port());
    const auto begin = std::chrono::steady_clock::now();
    while (server.refusals().empty() && std::chrono::steady_clock::now() < begin + 10s) c.send("G");
    BOOST_REQUIRE(server.refusals().size() == 1U);
    BOOST_TEST((server.refusals()[0].status == 408U || server.refusals()[0].status == 414U));
}

BOOST_AUTO_TEST_CASE(a_body_that_does_not_end_is_refused_in_time)
{
    running_server server(with_limit(&webapp::http_limits::body_time, 50ms));
    for (const std::string begun :
         {"Content-Length: 5\r\n\r\nhell", "Content-Length: 5\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "Transfer-Encoding: chunked\r\n\r\n5"})
        BOOST_TEST_CONTEXT(begun)
        {
            client c(server.port());
            c.send("POST / HTTP/1.1\r\nHost: a\r\n" + begun);
            BOOST_TEST(status_of(c.rest()) == 408);
            BOOST_TEST(c.has_ended());
        }
}

BOOST_AUTO_TEST_CASE(a_connection_that_asks_nothing_ends_without_a_word)
{
    running_server server(with_limit(&webapp::http_limits::header_time, 50ms));
    client silent(server.port());
    BOOST_TEST(silent.rest() == "");
    BOOST_TEST(silent.has_ended());
    BOOST_TEST(server.refusals().empty());
}

BOOST_AUTO_TEST_CASE(a_connection_that_asks_nothing_more_ends_without_a_word)
{
    running_server server(with_limit(&webapp::http_limits::idle_time, 50ms));
    client once(server.port());
    once.send(get("/"));
    BOOST_TEST(status_of(once.answer()) == 200);
    BOOST_TEST(once.rest() == "");
    BOOST_TEST(once.has_ended());
    BOOST_TEST(server.refusals().empty());
}

BOOST_AUTO_TEST_CASE(a_client_that_does_not_read_its_answer_is_dropped)
{
    running_server server(with_limit(&webapp::http_limits::write_time, 50ms));
    client c(server.port());
    c.send(get("/hold") + get("/large"));
    server.wait_until_held(1);
    server.release();
    // Nothing is read until the server has given up.
    while (server.open_connections() > 0)
    {}
    BOOST_TEST(c.rest().size() < 64U << 20U);
    BOOST_TEST(c.has_ended());
}

BOOST_AUTO_TEST_CASE(a_handler_may_take_longer_than_a_client)
{
    auto options = with_limit(&webapp::http_limits::idle_time, 50ms);
    options.limits.body_time = 50ms;
    options.limits.write_time = 50ms;
    running_server server(options);
    client c(server.port());
    c.send(get("/hold"));
    server.wait_until_held(1);
    client idle(server.port());
    idle.send(get("/"));
    BOOST_TEST(status_of(idle.rest()) == 200); // 50 ms have passed
    server.release();
    BOOST_TEST(body_of(c.answer()) == "GET /hold ");
}

BOOST_AUTO_TEST_CASE(who_has_waited_longest_makes_room_for_the_next)
{
    running_server server(small(3, 100));
    client oldest(server.port());
    oldest.send("GET / HTTP");
    client busy(server.port());
    busy.send(get("/hold"));
    server.wait_until_held(1);
    client resting(server.port());
    resting.send(get("/"));
    BOOST_TEST(status_of(resting.answer()) == 200);

    client next(server.port());
    BOOST_TEST(oldest.rest() == "");
    BOOST_TEST(oldest.has_ended());
    next.send(get("/"));
    BOOST_TEST(status_of(next.answer()) == 200);
    resting.send(get("/"));
    BOOST_TEST(status_of(resting.answer()) == 200);
    server.release();
    BOOST_TEST(status_of(busy.answer()) == 200);
    BOOST_TEST(server.open_connections() == 3U);
}

BOOST_AUTO_TEST_CASE(nobody_is_let_in_while_all_connections_are_at_work)
{
    running_server server(small(1, 100));
    client busy(server.port());
    busy.send(get("/hold"));
    server.wait_until_held(1);
    client next(server.port());
    BOOST_TEST(next.rest() == "");
    BOOST_TEST(next.has_ended());
    BOOST_TEST(server.refusals().at(0).status == 503U);
    server.release();
    BOOST_TEST(status_of(busy.answer()) == 200);
}

BOOST_AUTO_TEST_CASE(one_client_s_connections_are_bounded_by_themselves)
{
    running_server server(small(100, 2));
    client first(server.port());
    client second(server.port());
    client third(server.port());
    BOOST_TEST(first.rest() == "");
    third.send(get("/"));
    BOOST_TEST(status_of(third.answer()) == 200);
    second.send(get("/"));
    BOOST_TEST(status_of(second.answer()) == 200);
}

BOOST_AUTO_TEST_CASE(a_proxy_may_have_as_many_connections_as_there_are)
{
    auto options = small(100, 2);
    options.trusted_proxies.emplace_back("127.0.0.1");
    running_server server(options);
    std::list<client> clients;
    for (int i = 0; i < 10; ++i) clients.emplace_back(server.port());
    for (auto& c : clients)
    {
        c.send(get("/"));
        BOOST_TEST(status_of(c.answer()) == 200);
    }
}

BOOST_AUTO_TEST_CASE(a_thousand_slow_clients_do_not_keep_an_honest_one_waiting)
{
    running_server server(small(200, 100));
    std::list<client> slow;
    for (int i = 0; i < 1000; ++i) slow.emplace_back(server.port()).send("GET / HT");
    const auto begin = std::chrono::steady_clock::now();
    client honest(server.port());
    honest.send(get("/"));
    BOOST_TEST(status_of(honest.answer()) == 200);
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 1s));
    BOOST_TEST(server.open_connections() <= 100U);
}

BOOST_AUTO_TEST_CASE(without_descriptors_who_has_waited_longest_makes_room)
{
    running_server server;
    client slow(server.port());
    slow.send("GET / HT");
    client resting(server.port());
    resting.send(get("/"));
    BOOST_TEST(status_of(resting.answer()) == 200);

    no_descriptors none;
    none.give_one_back(); // for the client's end: there is none left for the server's
    client next(server.port());
    next.send(get("/"));
    BOOST_TEST(status_of(next.answer()) == 200);
    BOOST_TEST(slow.rest() == "");
    BOOST_TEST(slow.has_ended());
    // Nobody else had to go.
    resting.send(get("/"));
    BOOST_TEST(status_of(resting.answer()) == 200);
}

BOOST_AUTO_TEST_CASE(without_descriptors_and_with_nobody_to_drop_the_server_waits_for_one)
{
    running_server server;
    client busy(server.port());
    busy.send(get("/hold"));
    server.wait_until_held(1);

    no_descriptors none;
    none.give_one_back();
    client next(server.port());
    next.send(get("/"));
    server.release();
    BOOST_TEST(status_of(busy.answer()) == 200);
    none.give_one_back();
    BOOST_TEST(status_of(next.answer()) == 200);
}

BOOST_AUTO_TEST_SUITE_END()
