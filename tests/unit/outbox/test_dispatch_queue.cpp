// SPDX-License-Identifier: BSL-1.0
#include "dispatch_samples.hpp"
#include "outbox/dispatch_queue.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>

using namespace multipost;
using namespace multipost::test;

namespace {

claim_result found(std::vector<claimed_delivery> due)
{
    claim_result out;
    out.due = std::move(due);
    return out;
}

/// As many deliveries as are asked for, each of another channel.
std::vector<claimed_delivery> many(std::size_t count, std::size_t first = 0)
{
    std::vector<claimed_delivery> out;
    for (std::size_t i = 0; i != count; ++i) out.push_back(due(std::to_string(first + i)));
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(dispatch_queue_rules)

BOOST_AUTO_TEST_CASE(what_is_claimed_is_begun_in_order_up_to_the_limit)
{
    dispatch_queue q(2);
    BOOST_TEST(q.wants_claim());
    BOOST_TEST(q.begin_claim().limit == 2U);
    BOOST_TEST(!q.wants_claim()); // one at a time
    q.claimed(found({due("1"), due("2")}));
    BOOST_TEST(q.next().value().id == "1");
    BOOST_TEST(q.next().value().id == "2");
    BOOST_TEST(!q.next().has_value());
    BOOST_TEST(q.in_flight() == 2U);
}

BOOST_AUTO_TEST_CASE(a_full_claim_is_followed_by_another_when_less_than_half_a_batch_is_left)
{
    dispatch_queue q(4);
    (void)q.begin_claim();
    q.claimed(found(many(4)));
    BOOST_TEST(!q.wants_claim());
    for (int i = 0; i != 4; ++i) BOOST_TEST(q.next().has_value());
    BOOST_TEST(q.wants_claim()); // ahead of what is under way
    const auto wanted = q.begin_claim();
    BOOST_TEST(wanted.limit == 4U);
    BOOST_TEST(wanted.busy_channels.size() == 4U);
    q.claimed(found(many(4, 4)));
    BOOST_TEST(!q.next().has_value());
    q.ended("channel of 0");
    BOOST_TEST(q.next().value().id == "4");
    BOOST_TEST(!q.wants_claim()); // three of four are left
    q.ended("channel of 1");
    BOOST_TEST(q.next().has_value());
    BOOST_TEST(q.wants_claim());
    BOOST_TEST(q.begin_claim().limit == 2U);
}

BOOST_AUTO_TEST_CASE(a_claim_that_finds_less_than_asked_for_is_the_last_until_something_happens)
{
    dispatch_queue q(4);
    (void)q.begin_claim();
    auto nothing = found({});
    nothing.next_due = now;
    q.claimed(nothing);
    BOOST_TEST(!q.wants_claim());
    BOOST_TEST((q.next_due() == now));
    q.look_again();
    BOOST_TEST(q.wants_claim());
}

BOOST_AUTO_TEST_CASE(what_happens_during_a_claim_leads_to_another)
{
    dispatch_queue q(4);
    (void)q.begin_claim();
    q.look_again();
    q.claimed(found({}));
    BOOST_TEST(q.wants_claim());
}

BOOST_AUTO_TEST_CASE(a_channel_has_one_delivery_at_a_time)
{
    dispatch_queue q(4);
    (void)q.begin_claim();
    q.claimed(found({due("1", "a")}));
    BOOST_TEST(q.next().has_value());
    q.look_again();
    BOOST_TEST(q.begin_claim().busy_channels.size() == 1U);
    q.claimed(found({due("2", "a")})); // a store that does not listen
    BOOST_TEST(!q.next().has_value());
    q.ended("a");
    BOOST_TEST(q.wants_claim()); // for the channel's next
    BOOST_TEST(q.begin_claim().busy_channels.empty());
    q.claimed(found({due("2", "a")}));
    BOOST_TEST(q.next().value().id == "2");
}

BOOST_AUTO_TEST_CASE(a_claim_that_fails_is_wanted_again)
{
    dispatch_queue q(4);
    (void)q.begin_claim();
    q.claim_failed();
    BOOST_TEST(q.wants_claim());
}

BOOST_AUTO_TEST_CASE(dropped_claims_free_their_channels_and_not_those_in_flight)
{
    dispatch_queue q(1);
    (void)q.begin_claim();
    q.claimed(found({due("1", "a")}));
    BOOST_TEST(q.next().has_value());
    (void)q.begin_claim();
    q.claimed(found({due("2", "b")}));
    q.drop_claims();
    BOOST_TEST(!q.next().has_value());
    q.look_again();
    BOOST_TEST(q.begin_claim().busy_channels == std::vector<std::string>{"a"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(at_least_one_may_be_in_flight)
{
    dispatch_queue q(0);
    (void)q.begin_claim();
    q.claimed(found({due("1")}));
    BOOST_TEST(q.next().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
