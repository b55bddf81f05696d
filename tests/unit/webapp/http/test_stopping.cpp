// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"
#include "running_server.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace webapp_test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(stopping)

BOOST_AUTO_TEST_CASE(ends_those_who_wait_and_lets_the_answers_out)
{
    running_server server;
    client idle(server.port());
    client resting(server.port());
    resting.send(get("/"));
    BOOST_TEST(status_of(resting.answer()) == 200);
    client half(server.port());
    half.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe");
    client busy(server.port());
    busy.send(get("/hold"));
    server.wait_until_held(1);

    auto stopped = server.stop(10s);
    BOOST_TEST(idle.rest() == "");
    BOOST_TEST(resting.rest() == "");
    BOOST_TEST(half.rest() == "");
    BOOST_TEST(server.open_connections() == 1U);
    BOOST_CHECK_THROW(client{server.port()}, std::runtime_error);

    server.release();
    const auto answer = busy.rest();
    BOOST_TEST(body_of(answer) == "GET /hold ");
    BOOST_TEST(header_of(answer, "Connection") == "close");
    busy.finish();
    stopped.get();
    BOOST_TEST(server.open_connections() == 0U);
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_ever)
{
    running_server server;
    client busy(server.port());
    busy.send(get("/hold"));
    server.wait_until_held(1);
    server.stop(20ms).get();
    BOOST_TEST(server.open_connections() == 0U);
    BOOST_TEST(busy.rest() == "");
    BOOST_TEST(busy.has_ended());
}

BOOST_AUTO_TEST_CASE(is_hastened_by_a_second_one)
{
    running_server server;
    client busy(server.port());
    busy.send(get("/hold"));
    server.wait_until_held(1);
    auto first = server.stop(1h);
    server.stop(0ms).get();
    first.get();
    BOOST_TEST(busy.rest() == "");
}

BOOST_AUTO_TEST_CASE(is_done_at_once_when_nobody_is_connected)
{
    running_server server;
    BOOST_TEST((server.stop(1h).wait_for(10s) == std::future_status::ready));
    BOOST_TEST((server.stop(1h).wait_for(10s) == std::future_status::ready));
}

BOOST_AUTO_TEST_CASE(under_load_cuts_no_answer_short)
{
    running_server server;
    std::atomic<std::size_t> answered = 0;
    std::atomic<std::size_t> cut = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            client c(server.port());
            while (!c.has_ended())
            {
                c.send(post("/", "hello"));
                const auto answer = c.answer();
                if (answer.ends_with("POST / hello"))
                    ++answered;
                else if (!answer.empty())
                    ++cut;
            }
        });
    while (answered < 1000)
    {}
    server.stop(10s).get();
    for (auto& thread : threads) thread.join();
    BOOST_TEST(cut == 0U);
    BOOST_TEST(server.open_connections() == 0U);
}

BOOST_AUTO_TEST_CASE(comes_to_those_who_are_connected_when_the_server_is_destroyed)
{
    auto server = std::make_unique<running_server>();
    client idle(server->port());
    client half(server->port());
    half.send("GET / HT");
    client busy(server->port());
    busy.send(get("/hold"));
    server->wait_until_held(1);
    server.reset();
    for (auto* c : {&idle, &half, &busy})
    {
        BOOST_TEST(c->rest() == "");
        BOOST_TEST(c->has_ended());
    }
}

BOOST_AUTO_TEST_SUITE_END()
