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

/// So many slots, and no bound of an owner or an origin.
dispatch_bounds slots(std::size_t count) { return {count, 99, 99}; }

claimed_delivery of_owner(std::string_view owner, claimed_delivery d)
{
    d.owner = owner;
    return d;
}

std::vector<std::string> begun(dispatch_queue& q)
{
    std::vector<std::string> ids;
    while (const auto one = q.next()) ids.push_back(one->id);
    return ids;
}

} // namespace

BOOST_AUTO_TEST_SUITE(dispatch_queue_rules)

BOOST_AUTO_TEST_CASE(what_is_claimed_is_begun_in_order_up_to_the_limit)
{
    dispatch_queue q(slots(2));
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
    dispatch_queue q(slots(4));
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
    dispatch_queue q(slots(4));
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
    dispatch_queue q(slots(4));
    (void)q.begin_claim();
    q.look_again();
    q.claimed(found({}));
    BOOST_TEST(q.wants_claim());
}

BOOST_AUTO_TEST_CASE(a_channel_has_one_delivery_at_a_time)
{
    dispatch_queue q(slots(4));
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
    dispatch_queue q(slots(4));
    (void)q.begin_claim();
    q.claim_failed();
    BOOST_TEST(q.wants_claim());
}

BOOST_AUTO_TEST_CASE(dropped_claims_free_their_channels_and_not_those_in_flight)
{
    dispatch_queue q(slots(1));
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

BOOST_AUTO_TEST_CASE(an_owner_has_no_more_than_its_share_and_others_pass_it)
{
    dispatch_queue q({4, 2, 4});
    (void)q.begin_claim();
    q.claimed(found(
        {of_owner("ann", due("1")), of_owner("ann", due("2")), of_owner("ann", due("3")), of_owner("bob", due("4"))}));
    BOOST_TEST(begun(q) == (std::vector<std::string>{"1", "2", "4"}), boost::test_tools::per_element());
    q.ended("channel of 2");
    BOOST_TEST(q.next().value().id == "3");
}

BOOST_AUTO_TEST_CASE(an_origin_has_no_more_than_its_share_and_others_pass_it)
{
    dispatch_queue q({4, 4, 1}, [](const claimed_delivery& d) { return d.to.connector; });
    auto to = [](std::string_view origin, claimed_delivery d) {
        d.to.connector = origin;
        return d;
    };
    (void)q.begin_claim();
    q.claimed(found({to("slow", due("1")), to("slow", due("2")), to("", due("3")), to("", due("4"))}));
    BOOST_TEST(begun(q) == (std::vector<std::string>{"1", "3", "4"}), boost::test_tools::per_element());
    q.ended("channel of 1");
    BOOST_TEST(q.next().value().id == "2");
}

BOOST_AUTO_TEST_CASE(what_is_held_for_its_owner_does_not_keep_others_from_being_claimed)
{
    dispatch_queue q({4, 1, 4});
    const auto wanted = q.begin_claim();
    BOOST_TEST(wanted.limit == 4U);
    q.claimed(found(many(4))); // all of one owner
    BOOST_TEST(begun(q).size() == 1U);
    BOOST_TEST_REQUIRE(q.wants_claim());
    const auto more = q.begin_claim();
    BOOST_TEST(more.limit == 4U);
    BOOST_TEST(more.busy_channels.size() == 4U);
    q.claimed(found({of_owner("bob", due("b"))}));
    BOOST_TEST(q.next().value().id == "b");
}

BOOST_AUTO_TEST_CASE(what_is_held_is_bounded)
{
    dispatch_queue q({4, 1, 4});
    std::size_t claims = 0;
    for (std::size_t i = 0; q.wants_claim(); ++claims)
    {
        const auto limit = q.begin_claim().limit;
        q.claimed(found(many(limit, i)));
        i += limit;
        (void)begun(q);
    }
    BOOST_TEST(claims >= 16U);
    BOOST_TEST(claims <= 32U);
}

BOOST_AUTO_TEST_CASE(at_least_one_may_be_in_flight)
{
    dispatch_queue q(slots(0));
    (void)q.begin_claim();
    q.claimed(found({due("1")}));
    BOOST_TEST(q.next().has_value());
}

// A worker that woke for it could not claim it, and would have woken again at once, until a delivery ended.
BOOST_AUTO_TEST_CASE(nothing_is_next_due_while_there_is_no_room_for_it)
{
    dispatch_queue q(slots(1));
    (void)q.begin_claim();
    auto first = found({due("1")});
    first.next_due = test::now;
    q.claimed(std::move(first));
    BOOST_TEST(!q.next_due().has_value()); // what is ready begins first
    (void)q.next();
    BOOST_TEST(q.next_due().has_value());

    q.look_again();
    (void)q.begin_claim();
    auto second = found({due("2")});
    second.next_due = test::now;
    q.claimed(std::move(second));
    BOOST_TEST(!q.next().has_value());
    BOOST_TEST(!q.next_due().has_value());
    q.ended("channel of 1");
    (void)q.next();
    BOOST_TEST(q.next_due().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
