// SPDX-License-Identifier: BSL-1.0
// Who is asked before a request leaves.
#include "client_fixture.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <future>
#include <string>

namespace asio = boost::asio;
using namespace multipost;
using namespace multipost::test;

namespace {

/// Counts how often it is asked, and answers as it is told.
class counting_gate final : public departure_gate
{
public:
    explicit counting_gate(std::function<bool()> answer = [] { return true; }) : answer_(std::move(answer)) {}

    asio::awaitable<bool> before_first_byte() override
    {
        ++asked;
        const bool answered = answer_();
        const auto executor = co_await asio::this_coro::executor;
        co_await asio::post(executor, asio::use_awaitable); // it may take its time
        co_return answered;
    }

    int asked = 0;

private:
    std::function<bool()> answer_;
};

/// Runs one exchange through a gate.
struct gated_call
{
    gated_call(client_fixture& fixture, const scripted_server& server, departure_gate& gate,
               std::chrono::milliseconds time = long_time)
        : request(post(server.url(), "{}"))
    {
        auto task = fixture.client->exchange(request, attachments, std::chrono::steady_clock::now() + time, &gate);
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

std::string run(client_fixture& fixture, const scripted_server& server, departure_gate& gate)
{
    const gated_call one(fixture, server, gate);
    fixture.context.run();
    fixture.context.restart();
    return one.outcome;
}

void cancel_while_asking(bool executor_is_serial)
{
    std::atomic<int> came = 0;
    scripted_server server([&](peer& client, int) {
        if (!client.read_request().empty()) ++came;
    });
    auto options = allowing(server);
    options.executor_is_serial = executor_is_serial;
    client_fixture fixture(std::move(options));
    std::function<void()> cancel;
    counting_gate gate([&] {
        cancel();
        return true;
    });
    gated_call one(fixture, server, gate);
    cancel = [&] { one.cancel(); };
    fixture.context.run();
    BOOST_TEST(one.outcome == "connection/cancelled not sent");
    BOOST_TEST(came == 0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(departure)

BOOST_AUTO_TEST_CASE(is_asked_for_before_anything_is_sent_and_by_each_request)
{
    std::atomic<int> came = 0;
    scripted_server server([&](peer& client, int) {
        for (; !client.read_request().empty(); client.write(answer_with("ok"))) ++came;
    });
    client_fixture fixture(allowing(server));
    int sent = 0;
    counting_gate gate([&] {
        sent = came;
        return true;
    });
    BOOST_TEST(run(fixture, server, gate) == "200 ok");
    BOOST_TEST(gate.asked == 1);
    BOOST_TEST(sent == 0);
    BOOST_TEST(run(fixture, server, gate) == "200 ok");
    BOOST_TEST(gate.asked == 2);
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(that_is_refused_sends_nothing_and_leaves_the_connection_to_the_next)
{
    scripted_server server(answering("ok"));
    client_fixture fixture(allowing(server));
    counting_gate closed([] { return false; });
    counting_gate open;
    BOOST_TEST(run(fixture, server, closed) == "connection/cancelled not sent");
    BOOST_TEST(run(fixture, server, open) == "200 ok");
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(is_not_asked_for_while_there_is_no_connection)
{
    scripted_server server([](peer& client, int) { client.read_until_closed(); });
    auto options = allowing(server);
    options.max_connections_per_origin = 1;
    client_fixture fixture(std::move(options));
    counting_gate first;
    counting_gate second;
    gated_call sent(fixture, server, first);
    gated_call waiting(fixture, server, second, short_time);
    waiting.on_end = [&] { sent.cancel(); };
    fixture.context.run();
    BOOST_TEST(sent.outcome == "connection/cancelled sent");
    BOOST_TEST(waiting.outcome == "timeout/timeout not sent");
    BOOST_TEST(second.asked == 0);
}

BOOST_AUTO_TEST_CASE(is_asked_for_again_when_the_connection_was_closed_meanwhile)
{
    std::promise<void> asked;
    std::promise<void> closed;
    scripted_server server([&](peer& client, int number) {
        (void)client.read_request();
        client.write(answer_with(number == 0 ? "first" : "second"));
        if (number != 0) return client.read_until_closed();
        asked.get_future().wait();
        client.close();
        closed.set_value();
    });
    client_fixture fixture(allowing(server));
    counting_gate open;
    BOOST_TEST(run(fixture, server, open) == "200 first");
    int times = 0;
    counting_gate slow([&] {
        if (++times != 1) return true;
        asked.set_value();
        closed.get_future().wait();
        return true;
    });
    BOOST_TEST(run(fixture, server, slow) == "200 second");
    BOOST_TEST(slow.asked == 2);
    BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(that_is_cancelled_while_it_is_asked_for_sends_nothing)
{
    cancel_while_asking(false);
    cancel_while_asking(true);
}

BOOST_AUTO_TEST_SUITE_END()
