// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <thread>

namespace asio = boost::asio;
using namespace multipost;
using namespace multipost::test;

namespace {

/// Calls a function from several threads at once.
template <class Function>
void from_threads(int count, Function f)
{
    std::vector<std::thread> threads;
    for (int i = 0; i != count; ++i) threads.emplace_back(f);
    for (auto& t : threads) t.join();
}

bool is_delivered(const std::vector<delivery_result>& results)
{
    return results.size() == 1 && results[0].state == delivery_state::delivered;
}

} // namespace

BOOST_AUTO_TEST_SUITE(executors)

BOOST_AUTO_TEST_CASE(blocking_calls_come_from_many_threads_at_once)
{
    network n;
    publisher p(connectors(), options_for(n));
    std::atomic<int> delivered = 0;
    from_threads(8, [&] {
        for (int i = 0; i != 25; ++i) delivered += is_delivered(p.publish(text("hello"), {n.channel_of("plain")}));
    });
    BOOST_TEST(delivered == 200);
    BOOST_TEST(n.requests().size() == 200U);
}

BOOST_AUTO_TEST_CASE(blocking_and_asynchronous_calls_mix)
{
    network n;
    publisher p(connectors(), options_for(n));
    std::atomic<int> delivered = 0;
    from_threads(6, [&] {
        for (int i = 0; i != 10; ++i)
        {
            auto future = p.async_publish(text("hello"), {n.channel_of("plain")}, asio::use_future);
            delivered += is_delivered(p.publish(text("hello"), {n.channel_of("keyed")}));
            delivered += is_delivered(future.get());
        }
    });
    BOOST_TEST(delivered == 120);
}

BOOST_AUTO_TEST_CASE(a_blocking_call_in_a_handler_does_not_wait_for_itself)
{
    network n;
    publisher p(connectors(), options_for(n));
    std::promise<bool> both;
    p.async_publish(text("hello"), {n.channel_of("plain")}, [&](const auto& first) {
        both.set_value(is_delivered(first) && is_delivered(p.publish(text("again"), {n.channel_of("plain")})));
    });
    BOOST_TEST(both.get_future().get());
}

BOOST_AUTO_TEST_CASE(blocking_calls_wait_for_the_users_executor)
{
    network n;
    asio::thread_pool pool(3);
    publisher p(pool.get_executor(), connectors(), options_for(n));
    BOOST_TEST((p.get_executor() == asio::any_io_executor(pool.get_executor())));
    std::atomic<int> delivered = 0;
    from_threads(4, [&] {
        for (int i = 0; i != 20; ++i)
            for (const auto& r : p.publish(text("hello"), {n.channel_of("plain"), n.channel_of("keyed")}))
                delivered += r.state == delivery_state::delivered;
    });
    BOOST_TEST(delivered == 160);
    pool.join();
}

BOOST_AUTO_TEST_CASE(a_handler_runs_on_its_own_executor)
{
    network n;
    publisher p(connectors(), options_for(n));
    asio::io_context context;
    std::vector<delivery_result> results;
    std::thread::id ran_on;
    const auto send = [&]() -> asio::awaitable<void> {
        auto m = text("hello");
        std::vector<channel> channels(1, n.channel_of("plain"));
        results = co_await p.async_publish(std::move(m), std::move(channels), asio::use_awaitable);
        ran_on = std::this_thread::get_id();
    };
    asio::co_spawn(context, send(), asio::detached);
    context.run(); // which has work until the handler has run
    BOOST_TEST(is_delivered(results));
    BOOST_TEST((ran_on == std::this_thread::get_id()));
}

BOOST_AUTO_TEST_CASE(no_channel_completes_too_and_never_from_within)
{
    network n;
    asio::io_context context;
    publisher p(context.get_executor(), connectors(), options_for(n));
    bool completed = false;
    p.async_publish(text("hello"), {}, [&](const auto& results) { completed = results.empty(); });
    BOOST_TEST(!completed);
    context.run();
    BOOST_TEST(completed);
}

BOOST_AUTO_TEST_SUITE_END()
