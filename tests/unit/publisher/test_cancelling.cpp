// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <optional>

namespace asio = boost::asio;
using namespace multipost;
using namespace multipost::test;

namespace {

/// Publishes, cancels when the network has got so many requests, and waits for the results.
std::vector<delivery_result> cancelled_after(publisher& p, network& n, std::size_t requests, const message& m,
                                             std::vector<channel> channels,
                                             asio::cancellation_type how = asio::cancellation_type::terminal)
{
    asio::cancellation_signal signal;
    std::promise<std::vector<delivery_result>> results;
    p.async_publish(m, std::move(channels),
                    asio::bind_cancellation_slot(signal.slot(), [&](auto all) { results.set_value(std::move(all)); }));
    n.await_requests(requests);
    // The handler runs on the publisher's executor; so must what touches its slot.
    asio::post(p.get_executor(), [&] { signal.emit(how); });
    return results.get_future().get();
}

} // namespace

BOOST_AUTO_TEST_SUITE(cancelling)

BOOST_AUTO_TEST_CASE(what_waits_for_an_answer_ends_by_what_is_known)
{
    network n([](const std::string&, int) { return std::string("hang"); });
    auto options = options_for(n);
    for (const auto how : {asio::cancellation_type::terminal, asio::cancellation_type::partial})
    {
        publisher p(connectors(), options);
        const auto before = n.requests().size();
        const auto results =
            cancelled_after(p, n, before + 3, text("hello"),
                            {n.channel_of("plain"), n.channel_of("keyed"), n.channel_of("rotating")}, how);
        BOOST_TEST_REQUIRE(results.size() == 3U);
        BOOST_TEST(results[0].state == delivery_state::unconfirmed);
        BOOST_TEST(results[1].state == delivery_state::unconfirmed);
        BOOST_TEST(results[2].state == delivery_state::cancelled); // only its login had been sent
        for (const auto& r : results) BOOST_TEST(r.failure.value().code == "cancelled");
    }
}

BOOST_AUTO_TEST_CASE(what_waits_to_be_tried_again_is_cancelled)
{
    network n([](const std::string&, int) { return http_answer(429, "slow", "Retry-After: 30\r\n"); });
    publisher p(connectors(), options_for(n));
    const auto results = cancelled_after(p, n, 1, text("hello"), {n.channel_of("plain")});
    // The cancellation may come while the answer is on its way.
    BOOST_TEST((results[0].state == delivery_state::cancelled || results[0].state == delivery_state::unconfirmed));
    BOOST_TEST(n.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_over_stays_as_it_is)
{
    network n;
    publisher p(connectors(), options_for(n));
    asio::cancellation_signal signal;
    std::promise<std::vector<delivery_result>> results;
    p.async_publish(text("hello"), {n.channel_of("plain")},
                    asio::bind_cancellation_slot(signal.slot(), [&](auto all) { results.set_value(std::move(all)); }));
    BOOST_TEST(results.get_future().get()[0].state == delivery_state::delivered);
    signal.emit(asio::cancellation_type::terminal);
}

BOOST_AUTO_TEST_CASE(the_end_of_a_publisher_ends_what_is_under_way_truthfully)
{
    network n([](const std::string&, int) { return std::string("hang"); });
    std::promise<std::vector<delivery_result>> results;
    {
        publisher p(connectors(), options_for(n));
        p.async_publish(text("hello"), {n.channel_of("plain"), n.channel_of("rotating")},
                        [&](auto all) { results.set_value(std::move(all)); });
        n.await_requests(2);
    }
    auto future = results.get_future();
    BOOST_TEST_REQUIRE((future.wait_for(std::chrono::seconds(0)) == std::future_status::ready));
    const auto all = future.get();
    BOOST_TEST(all[0].state == delivery_state::unconfirmed);
    BOOST_TEST(all[1].state == delivery_state::cancelled);
}

BOOST_AUTO_TEST_CASE(a_publisher_may_end_in_its_own_handler)
{
    network n;
    std::promise<void> ended;
    auto p = std::make_shared<std::optional<publisher>>(std::in_place, connectors(), options_for(n));
    (*p)->async_publish(text("hello"), {n.channel_of("plain")}, [p, &ended](auto) {
        p->reset();
        ended.set_value();
    });
    ended.get_future().get();
}

BOOST_AUTO_TEST_CASE(a_publisher_on_the_users_executor_may_end_before_its_deliveries)
{
    network n([](const std::string&, int) { return std::string("hang"); });
    asio::thread_pool pool(2);
    std::promise<std::vector<delivery_result>> results;
    {
        publisher p(pool.get_executor(), connectors(), options_for(n));
        p.async_publish(text("hello"), {n.channel_of("plain"), n.channel_of("rotating")},
                        [&](auto all) { results.set_value(std::move(all)); });
        n.await_requests(2);
    }
    const auto all = results.get_future().get();
    BOOST_TEST(all[0].state == delivery_state::unconfirmed);
    BOOST_TEST(all[1].state == delivery_state::cancelled);
    pool.join();
}

BOOST_AUTO_TEST_SUITE_END()
