// SPDX-License-Identifier: BSL-1.0
#include "delivery/rate_gate.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace std::chrono_literals;

namespace {

const rate_gate::time_point now(100h);

} // namespace

BOOST_AUTO_TEST_SUITE(rate_gate_rules)

BOOST_AUTO_TEST_CASE(a_key_nobody_paused_is_free_now)
{
    const rate_gate gate;
    BOOST_TEST((gate.not_before("a", now) == now));
}

BOOST_AUTO_TEST_CASE(a_pause_holds_for_its_key_until_it_ends)
{
    rate_gate gate;
    gate.pause("a", now + 2s, now);
    BOOST_TEST((gate.not_before("a", now) == now + 2s));
    BOOST_TEST((gate.not_before("a", now + 3s) == now + 3s));
    BOOST_TEST((gate.not_before("b", now) == now));
}

BOOST_AUTO_TEST_CASE(a_shorter_pause_does_not_end_a_longer_one)
{
    rate_gate gate;
    gate.pause("a", now + 5s, now);
    gate.pause("a", now + 2s, now);
    BOOST_TEST((gate.not_before("a", now) == now + 5s));
}

BOOST_AUTO_TEST_CASE(memory_is_bounded_and_the_longest_pauses_stay)
{
    rate_gate gate(3);
    for (int i = 1; i <= 10; ++i) gate.pause("key" + std::to_string(i), now + std::chrono::seconds(i), now);
    BOOST_TEST(gate.size() == 3U);
    BOOST_TEST((gate.not_before("key10", now) == now + 10s));

    gate.pause("late", now + 30s, now + 20s); // the rest has ended
    BOOST_TEST(gate.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
