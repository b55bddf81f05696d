// SPDX-License-Identifier: BSL-1.0
// A clock that is set while something waits: it waits no longer for it, and is no older.
#include "worker_fixture.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;

namespace {

constexpr auto year = std::chrono::hours(24 * 365);

/// Limited for two minutes, then well.
working limited()
{
    return working([](const std::string&, int number) {
        return number == 0 ? http_answer(429, "slow", "Retry-After: 120\r\n") : http_answer(200, "1");
    });
}

/// What waits for the rate limit while the clock is set is sent when it is over, and not before.
void is_sent_in_time(working& w, std::chrono::milliseconds step)
{
    const auto before = w.deliveries->row("1").delivery.due_at;
    w.clock.set(step);
    w.runner->wake();
    w.deliveries->await([&](const auto& rows) { return rows.at("1").delivery.due_at != before; });
    BOOST_TEST(w.net.requests().size() == 1U);
    w.clock.turn(126s);
    w.runner->wake();
    w.deliveries->await("1", delivery_state::delivered);
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_clock_that_is_set)

BOOST_AUTO_TEST_CASE(back_by_a_year_makes_nothing_wait_for_a_year)
{
    auto w = limited();
    w.deliver("plain", delivery_state::waiting);
    is_sent_in_time(w, -year);
}

BOOST_AUTO_TEST_CASE(forward_by_two_days_makes_nothing_too_old)
{
    auto w = limited();
    w.deliver("plain", delivery_state::waiting);
    is_sent_in_time(w, 48h);
}

BOOST_AUTO_TEST_CASE(forward_during_an_attempt_does_not_give_it_up)
{
    turned_clock* clock = nullptr;
    working w([&](const std::string&, int number) {
        if (number != 0) return http_answer(200, "1");
        clock->set(48h);
        return http_answer(503);
    });
    clock = &w.clock;
    w.deliver("plain");
    BOOST_TEST(w.net.requests().size() == 2U);
}

// Each step of a delivery reads the clock, and the worker as it starts; whichever it is set before, the rest is as long as the network asked for.
BOOST_DATA_TEST_CASE(at_any_moment_is_followed,
                     boost::unit_test::data::xrange(2, 20) * boost::unit_test::data::make({-1, 1}), nth, sign)
{
    const turned_clock* clock = nullptr;
    working w([&](const std::string&, int number) {
        if (number == 0) return http_answer(429, "slow", "Retry-After: 120\r\n");
        BOOST_TEST(clock->passed() >= 120s);
        return http_answer(200, "1");
    });
    clock = &w.clock;
    w.clock.set_before_reading(nth, sign * year);
    w.deliver("plain", delivery_state::waiting);
    const auto before = w.deliveries->transactions();
    w.runner->wake();
    w.deliveries->await_transactions(before + 1);
    w.clock.turn(126s);
    w.runner->wake();
    w.deliveries->await("1", delivery_state::delivered);
    BOOST_TEST(w.net.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(is_followed_when_the_store_works_again)
{
    auto w = limited();
    w.deliver("plain", delivery_state::waiting);
    w.deliveries->fail_writes(true);
    w.clock.set(-year);
    w.runner->wake();
    w.deliveries->await_failures(1);
    w.deliveries->fail_writes(false);
    w.deliveries->await([](const auto& rows) { return rows.at("1").delivery.due_at < test::now - year / 2; });
    w.clock.turn(126s);
    w.runner->wake();
    w.deliveries->await("1", delivery_state::delivered);
}

BOOST_AUTO_TEST_SUITE_END()
