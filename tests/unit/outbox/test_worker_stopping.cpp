// SPDX-License-Identifier: BSL-1.0
#include "worker_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(worker_stopping)

BOOST_AUTO_TEST_CASE(a_stop_lets_what_is_under_way_end_and_begins_nothing_more)
{
    gate answer;
    working w([&](const std::string&, int) {
        answer.pass();
        return http_answer(200, "1");
    });
    w.add("1", "plain", "one", "channel");
    w.add("2", "plain", "two", "channel");
    w.start();
    w.net.await_requests(1);
    std::promise<void> stopped;
    w.runner->stop(60s, [&] { stopped.set_value(); });
    answer.open();
    stopped.get_future().wait();
    BOOST_TEST(w.deliveries->row("1").state == delivery_state::delivered);
    BOOST_TEST(w.deliveries->row("2").state == delivery_state::queued);
    BOOST_TEST(!w.runner->health().running);
    BOOST_TEST(w.net.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stop_that_takes_too_long_calls_off_by_what_is_known)
{
    working w([](const std::string&, int) { return std::string("hang"); });
    w.add("plain", "plain");
    w.add("keyed", "keyed");
    w.add("rotating", "rotating");
    w.start();
    w.net.await_requests(3);
    w.stop(0ms);
    BOOST_TEST(w.deliveries->row("plain").state == delivery_state::unconfirmed);
    BOOST_TEST(w.deliveries->row("keyed").state == delivery_state::waiting); // it will be recognised
    const auto row = w.deliveries->row("rotating");                          // only its login had been sent
    BOOST_TEST(row.state == delivery_state::queued);
    BOOST_TEST(row.endings.at(0).counts_as_try);
}

BOOST_AUTO_TEST_CASE(the_earlier_of_two_stops_holds)
{
    working w([](const std::string&, int) { return std::string("hang"); });
    w.add("1", "plain");
    w.start();
    w.net.await_requests(1);
    std::promise<void> first;
    w.runner->stop(60s, [&] { first.set_value(); });
    w.stop(0ms);
    first.get_future().wait();
    BOOST_TEST(w.deliveries->row("1").state == delivery_state::unconfirmed);
}

BOOST_AUTO_TEST_CASE(a_stop_before_the_start_and_after_the_end_completes)
{
    working w;
    w.sender.emplace(connectors(), w.publisher_settings);
    w.runner = std::make_shared<worker>(w.deliveries, *w.sender, w.options, w.clock.seams());
    std::promise<void> stopped;
    w.runner->stop(0ms, [&] { stopped.set_value(); });
    stopped.get_future().wait();
    w.runner.reset();
    w.deliver("plain");
    w.stop();
    w.stop();
}

BOOST_AUTO_TEST_CASE(a_crash_leaves_in_flight_what_is_and_nothing_else)
{
    working w([](const std::string&, int) { return std::string("hang"); });
    w.add("plain", "plain");
    w.add("keyed", "keyed");
    w.add("rotating", "rotating");
    w.add("queued", "plain", "later", "plain");
    w.start();
    w.net.await_requests(3);
    w.crash();
    BOOST_TEST(w.deliveries->row("plain").journal == std::vector<std::string>{"begin doubtful"}, per_element());
    BOOST_TEST(w.deliveries->row("keyed").journal == std::vector<std::string>{"begin recognised"}, per_element());
    BOOST_TEST(w.deliveries->row("rotating").journal == std::vector<std::string>{"begin nothing"}, per_element());
    BOOST_TEST(w.deliveries->row("queued").journal.empty());
    BOOST_TEST(w.deliveries.use_count() == 1); // nothing holds on to the store
}

BOOST_AUTO_TEST_CASE(a_publisher_that_goes_ends_its_worker)
{
    working w([](const std::string&, int) { return std::string("hang"); });
    w.add("1", "plain");
    w.start();
    w.net.await_requests(1);
    w.sender.reset();
    BOOST_TEST(!w.runner->health().running);
    BOOST_TEST(w.deliveries->row("1").state == delivery_state::sending);
    w.runner.reset();
}

BOOST_AUTO_TEST_CASE(an_outcome_that_cannot_be_recorded_does_not_hold_up_a_crash)
{
    std::shared_ptr<memory_store> deliveries;
    working w([&](const std::string&, int) {
        deliveries->fail_writes(true);
        return http_answer(200, "1");
    });
    deliveries = w.deliveries;
    w.add("1", "plain");
    w.start();
    w.deliveries->await_failures(1);
    w.crash();
    BOOST_TEST(w.deliveries->row("1").state == delivery_state::sending);
}

BOOST_AUTO_TEST_CASE(health_tells_what_is_under_way)
{
    gate answer;
    working w([&](const std::string&, int) {
        answer.pass();
        return http_answer(200, "1");
    });
    w.add("1", "plain");
    w.start();
    w.net.await_requests(1);
    BOOST_TEST(w.runner->health().running);
    BOOST_TEST(w.runner->health().in_flight == 1U);
    BOOST_TEST((w.runner->health().since_last_pass < 60s));
    answer.open();
    w.deliveries->await("1", delivery_state::delivered);
    w.stop();
    BOOST_TEST(w.runner->health().in_flight == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
