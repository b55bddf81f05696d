// SPDX-License-Identifier: BSL-1.0
#include "kept_outbox.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <set>

using namespace multipost;
using namespace multipost::test;
using enum delivery_state;

namespace {

constexpr std::array all_states{scheduled, queued, sending, waiting, delivered, failed, unconfirmed, missed, cancelled};

/// Every multiset of up to three states, in every order that matters not.
std::vector<std::vector<delivery_state>> small_sets()
{
    std::vector<std::vector<delivery_state>> sets{{}};
    for (std::size_t a = 0; a != all_states.size(); ++a)
    {
        sets.push_back({all_states[a]});
        for (std::size_t b = a; b != all_states.size(); ++b)
        {
            sets.push_back({all_states[a], all_states[b]});
            for (std::size_t c = b; c != all_states.size(); ++c)
                sets.push_back({all_states[c], all_states[a], all_states[b]});
        }
    }
    return sets;
}

/// The rule as the contract tells it.
post_state told(const std::vector<delivery_state>& deliveries)
{
    const std::set<delivery_state> in(deliveries.begin(), deliveries.end());
    if (in.empty()) return post_state::draft;
    if (in.contains(queued) || in.contains(sending) || in.contains(waiting)) return post_state::sending;
    if (in.contains(scheduled)) return post_state::scheduled;
    if (in.contains(unconfirmed)) return post_state::unconfirmed;
    if (in == std::set{delivered}) return post_state::delivered;
    if (in == std::set{missed}) return post_state::missed;
    if (in == std::set{cancelled}) return post_state::cancelled;
    return in.contains(delivered) ? post_state::partly_delivered : post_state::failed;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_state_of_a_post)

BOOST_AUTO_TEST_CASE(it_is_the_first_word_that_fits)
{
    for (const auto& deliveries : small_sets()) BOOST_TEST(state_of(deliveries) == told(deliveries));
}

BOOST_AUTO_TEST_CASE(a_filter_finds_what_the_derivation_says)
{
    kept_outbox kept;
    std::vector<std::string> channels;
    for (int i = 0; i != 3; ++i) channels.push_back(kept.add_channel().id);

    std::map<post_state, std::set<std::string>> expected;
    std::size_t posts = 0;
    for (const auto& states : small_sets())
    {
        if (states.empty()) continue;
        const auto made =
            kept.accept({channels.begin(), channels.begin() + static_cast<std::ptrdiff_t>(states.size())}).accepted;
        for (std::size_t i = 0; i != states.size(); ++i)
            kept.sql("UPDATE outbox_deliveries SET state = ? WHERE id = ?",
                     {std::string(to_string(states[i])), made.deliveries[i].id});
        expected[told(states)].insert(made.id);
        ++posts;
    }
    BOOST_TEST_REQUIRE(posts == 9U + 45U + 165U);

    for (int state = 0; state <= static_cast<int>(post_state::partly_delivered); ++state)
        for (const bool one_owner : {true, false})
        {
            const auto wanted = static_cast<post_state>(state);
            BOOST_TEST_CONTEXT(wanted << (one_owner ? " of one owner" : " of everyone"))
            {
                post_query query;
                query.scope = one_owner ? owner_scope::of("ann") : owner_scope::everyone();
                query.states = {wanted};
                query.limit = 7;
                std::set<std::string> found;
                do {
                    const auto page = kept.list(query);
                    for (const auto& p : page.items)
                    {
                        BOOST_TEST(p.state == wanted);
                        BOOST_TEST(found.insert(p.id).second);
                    }
                    query.cursor = page.next;
                }
                while (!query.cursor.empty());
                BOOST_TEST((found == expected[wanted]));
            }
        }
}

BOOST_AUTO_TEST_CASE(words_come_and_go_unchanged)
{
    for (int state = 0; state <= static_cast<int>(post_state::partly_delivered); ++state)
    {
        const auto s = static_cast<post_state>(state);
        BOOST_TEST((post_state_from_string(to_string(s)) == s));
    }
    BOOST_TEST(!post_state_from_string("sent"));
}

BOOST_AUTO_TEST_SUITE_END()
