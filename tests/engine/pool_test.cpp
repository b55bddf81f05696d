// SPDX-License-Identifier: BSL-1.0
#include "client_fixture.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace multipost;
using namespace multipost::test;

namespace {

// One exchange among others: it can be cancelled, and tells how it ended.
struct call
{
    explicit call(http_request what) : request(std::move(what)) {}

    void start(client_fixture& fixture, std::chrono::milliseconds time = long_time)
    {
        auto task = fixture.client->exchange(request, attachments, std::chrono::steady_clock::now() + time);
        auto done = [this](std::exception_ptr, exchange_result result) {
            outcome = summary(result);
            if (on_end) on_end();
        };
        asio::co_spawn(fixture.context, std::move(task), asio::bind_cancellation_slot(signal.slot(), done));
    }

    void cancel() { signal.emit(asio::cancellation_type::terminal); }

    http_request request;
    std::vector<attachment> attachments;
    asio::cancellation_signal signal;
    std::string outcome = "not ended";
    std::function<void()> on_end;
};

std::vector<std::unique_ptr<call>> calls_to(const scripted_server& server, int count)
{
    std::vector<std::unique_ptr<call>> calls;
    for (int i = 0; i < count; ++i)
        calls.push_back(std::make_unique<call>(post(server.url("/" + std::to_string(i)), "{}")));
    return calls;
}

http_client_options with_connections(const scripted_server& server, std::size_t count)
{
    auto options = allowing(server);
    options.max_connections_per_origin = count;
    return options;
}

} // namespace

BOOST_AUTO_TEST_SUITE(pool)

BOOST_AUTO_TEST_CASE(no_more_connections_are_opened_than_allowed)
{
    scripted_server server(answering("ok"));
    client_fixture fixture(with_connections(server, 2));
    const auto calls = calls_to(server, 20);
    for (const auto& one : calls) one->start(fixture);
    fixture.context.run();
    for (const auto& one : calls) BOOST_TEST(one->outcome == "200 ok");
    BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(who_waits_is_served_in_the_order_of_coming)
{
    std::vector<std::string> served;
    scripted_server server([&](peer& client, int) {
        for (auto request = client.read_request(); !request.empty(); request = client.read_request())
        {
            served.push_back(request.substr(0, request.find(" HTTP")));
            client.write(answer_with("ok"));
        }
    });
    client_fixture fixture(with_connections(server, 1));
    const auto calls = calls_to(server, 5);
    for (const auto& one : calls) one->start(fixture);
    fixture.context.run();
    const std::vector<std::string> expected = {"POST /0", "POST /1", "POST /2", "POST /3", "POST /4"};
    BOOST_TEST(served == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_failed_exchange_passes_its_place_on)
{
    scripted_server server([](peer& client, int) {
        (void)client.read_request();
        client.reset();
    });
    client_fixture fixture(with_connections(server, 1));
    const auto calls = calls_to(server, 5);
    for (const auto& one : calls) one->start(fixture);
    fixture.context.run();
    for (const auto& one : calls) BOOST_TEST(one->outcome == "connection/connection_lost sent");
    BOOST_TEST(server.connections() == 5);
}

BOOST_AUTO_TEST_CASE(who_waits_too_long_has_sent_nothing)
{
    scripted_server server([](peer& client, int) { client.read_until_closed(); });
    client_fixture fixture(with_connections(server, 1));
    const auto calls = calls_to(server, 2);
    calls[0]->start(fixture);
    calls[1]->start(fixture, short_time);
    calls[1]->on_end = [&] { calls[0]->cancel(); };
    fixture.context.run();
    BOOST_TEST(calls[0]->outcome == "connection/cancelled sent");
    BOOST_TEST(calls[1]->outcome == "timeout/timeout not sent");
}

BOOST_AUTO_TEST_CASE(a_waiting_exchange_can_be_cancelled)
{
    std::promise<void> second_ended;
    std::vector<std::string> served;
    std::function<void()> cancel_second;
    scripted_server server([&](peer& client, int) {
        for (auto request = client.read_request(); !request.empty(); request = client.read_request())
        {
            if (served.empty())
            {
                cancel_second();
                second_ended.get_future().wait();
            }
            served.push_back(request.substr(0, request.find(" HTTP")));
            client.write(answer_with("ok"));
        }
    });
    client_fixture fixture(with_connections(server, 1));
    const auto calls = calls_to(server, 3);
    calls[1]->on_end = [&] { second_ended.set_value(); };
    cancel_second = [&] { asio::post(fixture.context, [&] { calls[1]->cancel(); }); };
    for (const auto& one : calls) one->start(fixture);
    fixture.context.run();
    BOOST_TEST(calls[0]->outcome == "200 ok");
    BOOST_TEST(calls[1]->outcome == "connection/cancelled not sent");
    BOOST_TEST(calls[2]->outcome == "200 ok");
    const std::vector<std::string> expected = {"POST /0", "POST /2"};
    BOOST_TEST(served == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_exchange_under_way_can_be_cancelled)
{
    call* running = nullptr;
    client_fixture* fixture_in_use = nullptr;
    scripted_server server([&](peer& client, int number) {
        (void)client.read_request();
        if (number == 0)
        {
            asio::post(fixture_in_use->context, [&] { running->cancel(); });
            client.read_until_closed();
        }
        else
            client.write(answer_with("ok"));
    });
    client_fixture fixture(allowing(server));
    fixture_in_use = &fixture;

    call cancelled(post(server.url(), "{}"));
    running = &cancelled;
    cancelled.start(fixture);
    fixture.context.run();
    BOOST_TEST(cancelled.outcome == "connection/cancelled sent");

    // Its connection is not used again: an answer may still come on it.
    BOOST_TEST(summary(fixture.exchange(get(server.url()))) == "200 ok");
    BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(the_end_of_the_client_ends_every_exchange)
{
    client_fixture* fixture_in_use = nullptr;
    scripted_server server([&](peer& client, int) {
        (void)client.read_request();
        asio::post(fixture_in_use->context, [&] { fixture_in_use->client.reset(); });
        client.read_until_closed();
    });
    client_fixture fixture(with_connections(server, 1));
    fixture_in_use = &fixture;
    const auto calls = calls_to(server, 3);
    for (const auto& one : calls) one->start(fixture);
    fixture.context.run();
    BOOST_TEST(calls[0]->outcome == "connection/cancelled sent");
    BOOST_TEST(calls[1]->outcome == "connection/cancelled not sent");
    BOOST_TEST(calls[2]->outcome == "connection/cancelled not sent");
}

BOOST_AUTO_TEST_CASE(an_exchange_begun_after_the_end_is_cancelled)
{
    scripted_server server(answering("ok"));
    client_fixture fixture(allowing(server));
    call late(get(server.url()));
    late.start(fixture);
    fixture.client.reset();
    fixture.context.run();
    BOOST_TEST(late.outcome == "connection/cancelled not sent");
    BOOST_TEST(server.connections() == 0);
}

BOOST_AUTO_TEST_CASE(the_end_of_the_context_leaves_nothing_behind)
{
    std::atomic<bool> requested = false;
    scripted_server server([&](peer& client, int) {
        (void)client.read_request();
        requested = true;
        client.read_until_closed();
    });
    std::vector<std::unique_ptr<call>> calls = calls_to(server, 3);
    {
        client_fixture fixture(with_connections(server, 1));
        for (const auto& one : calls) one->start(fixture);
        while (!requested) fixture.context.run_one();
    }
    for (const auto& one : calls) BOOST_TEST(one->outcome == "not ended");
}

BOOST_AUTO_TEST_CASE(resting_connections_do_not_keep_a_context_running)
{
    scripted_server server(answering("ok"));
    client_fixture fixture(allowing(server));
    const auto begun = std::chrono::steady_clock::now();
    BOOST_TEST(summary(fixture.exchange(get(server.url()))) == "200 ok");
    BOOST_TEST((std::chrono::steady_clock::now() - begun < http_client_options{}.idle_timeout / 2));
}

BOOST_AUTO_TEST_CASE(many_threads_share_a_client)
{
    scripted_server server(answering("ok"));
    constexpr int count = 400;
    std::atomic<int> answered = 0;
    std::atomic<int> cancelled = 0;
    std::atomic<int> otherwise = 0;
    const auto request = post(server.url(), "{}");
    const std::vector<attachment> attachments;
    asio::thread_pool threads(4);
    // co_spawn leaves the strand in them, which must not outlive its pool.
    std::vector<std::unique_ptr<asio::cancellation_signal>> signals;
    http_client client(threads.get_executor(), with_connections(server, 3));
    for (int i = 0; i < count; ++i)
    {
        auto& signal = *signals.emplace_back(std::make_unique<asio::cancellation_signal>());
        const auto strand = asio::make_strand(threads);
        auto task = client.exchange(request, attachments, std::chrono::steady_clock::now() + long_time);
        const auto done = [&](std::exception_ptr, const exchange_result& result) {
            const auto told = summary(result);
            if (told == "200 ok")
                ++answered;
            else if (told.starts_with("connection/cancelled"))
                ++cancelled;
            else
                ++otherwise;
        };
        asio::co_spawn(strand, std::move(task), asio::bind_cancellation_slot(signal.slot(), done));
        if (i % 4 == 0) asio::post(strand, [&signal] { signal.emit(asio::cancellation_type::terminal); });
    }
    threads.join();
    BOOST_TEST(answered + cancelled == count);
    BOOST_TEST(answered >= count - count / 4);
    BOOST_TEST(otherwise == 0);
}

BOOST_AUTO_TEST_CASE(a_client_may_end_while_threads_use_it)
{
    scripted_server server(answering("ok"));
    const auto request = post(server.url(), "{}");
    const std::vector<attachment> attachments;
    std::atomic<int> ended = 0;
    asio::thread_pool threads(4);
    auto client = std::make_unique<http_client>(threads.get_executor(), with_connections(server, 3));
    for (int i = 0; i < 100; ++i)
    {
        auto task = client->exchange(request, attachments, std::chrono::steady_clock::now() + long_time);
        asio::co_spawn(threads, std::move(task), [&](std::exception_ptr, const exchange_result&) { ++ended; });
    }
    client.reset();
    threads.join();
    BOOST_TEST(ended == 100);
}

BOOST_AUTO_TEST_SUITE_END()
