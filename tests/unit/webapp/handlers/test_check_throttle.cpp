// SPDX-License-Identifier: BSL-1.0
#include "api/request_budget.hpp"
#include "handlers/check_throttle.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace webapp;
using namespace std::chrono_literals;
using time_point = request_budget::time_point;

BOOST_AUTO_TEST_SUITE(throttling_checks)

BOOST_AUTO_TEST_CASE(a_budget_is_a_burst_and_then_one_each_interval)
{
    request_budget budget(3, 10s);
    const time_point start{1h};
    for (int i = 0; i < 3; ++i)
    {
        BOOST_TEST(budget.wait("a", start).count() == 0);
        budget.spend("a", start);
    }
    BOOST_TEST(budget.wait("a", start).count() == 10'000);
    BOOST_TEST(budget.wait("b", start).count() == 0);
    BOOST_TEST(budget.wait("a", start + 9999ms).count() == 1);
    BOOST_TEST(budget.wait("a", start + 10s).count() == 0);
    budget.spend("a", start + 10s);
    BOOST_TEST(budget.wait("a", start + 10s).count() == 10'000);
    // Rested long enough, it is whole again, and no more than whole.
    for (int i = 0; i < 3; ++i)
    {
        BOOST_TEST(budget.wait("a", start + 24h).count() == 0);
        budget.spend("a", start + 24h);
    }
    BOOST_TEST(budget.wait("a", start + 24h).count() == 10'000);
}

BOOST_AUTO_TEST_CASE(keys_that_have_rested_take_no_room)
{
    request_budget budget(1, 1s);
    time_point now{1h};
    for (int i = 0; i < 10'000; ++i, now += 100ms) budget.spend(std::to_string(i), now);
    BOOST_TEST(budget.keys_held() <= 64U);
}

BOOST_AUTO_TEST_CASE(a_check_spends_of_the_user_and_of_the_channel)
{
    check_throttle throttle;
    const time_point now{1h};
    for (int i = 0; i < 3; ++i) BOOST_TEST(throttle.admit("ada", "one", now).count() == 0);
    BOOST_TEST(throttle.admit("ada", "one", now) == 10s);
    BOOST_TEST(throttle.admit("grace", "one", now) == 10s);
    // What was refused has cost nothing: seven are left of ten.
    for (int i = 0; i < 7; ++i) BOOST_TEST(throttle.admit("ada", "channel " + std::to_string(i), now).count() == 0);
    BOOST_TEST(throttle.admit("ada", "another", now) == 6s);
    BOOST_TEST(throttle.admit("grace", "another", now).count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
