// SPDX-License-Identifier: BSL-1.0
#include "dispatch_samples.hpp"
#include "outbox/clock_watch.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(a_clock_watch)

BOOST_AUTO_TEST_CASE(sees_no_step_in_time_that_passes_or_a_clock_that_drifts)
{
    clock_watch w(test::now, 1h);
    BOOST_TEST(!w.step_until(test::now + 10h, 11h).has_value());
    BOOST_TEST(!w.step_until(test::now + 4s, 1h).has_value());
    BOOST_TEST(!w.step_until(test::now - 4s, 1h).has_value());
}

BOOST_AUTO_TEST_CASE(tells_by_how_much_the_clock_was_set_and_what_is_by_the_new_one)
{
    clock_watch w(test::now, 1h);
    const auto step = w.step_until(test::now - 8759h, 2h);
    BOOST_REQUIRE(step.has_value());
    BOOST_TEST((step->by == -8760h));
    BOOST_TEST((step->since == test::now - 8760h));
    BOOST_TEST((step->now == test::now - 8759h));
    w.follow(test::now - 8759h, 2h);
    BOOST_TEST(!w.step_until(test::now - 8758h, 3h).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
