// SPDX-License-Identifier: BSL-1.0
#include "events/event_hub.hpp"

#include <boost/test/unit_test.hpp>

#include <list>

using namespace webapp;
using namespace std::chrono_literals;
using multipost::outbox_change;

namespace {

class listener final : public event_follower
{
public:
    explicit listener(std::string session = "") : session_(std::move(session)) {}

    void note(const outbox_change& change) override { noted.push_back(change.id); }
    void note_everything() override { noted.emplace_back("everything"); }
    void replace() override { is_replaced = true; }
    void end_session() override { has_ended = true; }
    [[nodiscard]] const std::string& session() const override { return session_; }

    std::vector<std::string> noted;
    bool is_replaced = false;
    bool has_ended = false;

private:
    std::string session_;
};

outbox_change change_of(const std::string& owner, const std::string& id)
{
    return {outbox_change::subject::post, owner, id};
}

using texts = std::vector<std::string>;

constexpr event_hub::time_point at{1h};

} // namespace

BOOST_AUTO_TEST_SUITE(a_hub)

BOOST_AUTO_TEST_CASE(tells_each_change_to_all_followers_of_its_owner_and_to_nobody_else)
{
    event_hub hub;
    listener first, second, other;
    hub.join("ann", first);
    hub.join("ann", second);
    hub.join("bob", other);
    const auto before = hub.id_of("bob");
    const std::vector<outbox_change> changes{change_of("ann", "a"), change_of("eve", "e"), change_of("ann", "b")};
    hub.changed(changes);
    BOOST_TEST(first.noted == (texts{"a", "b"}), boost::test_tools::per_element());
    BOOST_TEST(second.noted == (texts{"a", "b"}), boost::test_tools::per_element());
    BOOST_TEST(other.noted.empty());
    BOOST_TEST(hub.id_of("bob") == before);
    hub.leave("ann", second, at);
    hub.changed(changes);
    BOOST_TEST(first.noted.size() == 4U);
    BOOST_TEST(second.noted.size() == 2U);
}

BOOST_AUTO_TEST_CASE(tells_everybody_when_it_is_not_known_what_changed)
{
    event_hub hub;
    listener ann, bob;
    hub.join("ann", ann);
    hub.join("bob", bob);
    const auto before = hub.id_of("ann");
    hub.changed({});
    BOOST_TEST(ann.noted == texts{"everything"}, boost::test_tools::per_element());
    BOOST_TEST(bob.noted == texts{"everything"}, boost::test_tools::per_element());
    BOOST_TEST(hub.id_of("ann") != before);
}

BOOST_AUTO_TEST_CASE(names_each_user_at_random_and_counts_their_changes)
{
    event_hub hub;
    event_hub after_a_restart;
    listener ann, bob, again;
    hub.join("ann", ann);
    hub.join("bob", bob);
    after_a_restart.join("ann", again);
    const auto id = hub.id_of("ann");
    BOOST_TEST(id.size() == 24U);
    BOOST_TEST(id.ends_with(".0"));
    BOOST_TEST(id != hub.id_of("bob"));
    BOOST_TEST(id != after_a_restart.id_of("ann"));
    hub.changed(std::vector{change_of("ann", "a")});
    BOOST_TEST(hub.id_of("ann") == id.substr(0, 23) + "1");
}

BOOST_AUTO_TEST_CASE(counts_on_for_some_minutes_after_the_last_follower_has_left)
{
    event_hub hub;
    listener one;
    hub.join("ann", one);
    const auto id = hub.id_of("ann");
    hub.leave("ann", one, at);
    hub.changed(std::vector{change_of("ann", "a")});
    hub.forget(at + event_hub::remembered - 1ms);
    hub.join("ann", one);
    BOOST_TEST(hub.id_of("ann") == id.substr(0, 23) + "1");
    hub.forget(at + 24h);
    BOOST_TEST(hub.users() == 1U);
    hub.leave("ann", one, at);
    hub.forget(at + event_hub::remembered);
    BOOST_TEST(hub.users() == 0U);
    hub.join("ann", one);
    BOOST_TEST(hub.id_of("ann").substr(0, 22) != id.substr(0, 22));
}

BOOST_AUTO_TEST_CASE(replaces_the_oldest_of_more_than_eight_of_a_user)
{
    std::size_t counted = 0;
    event_hub hub;
    hub.count_by([&](std::size_t count) { counted = count; });
    std::list<listener> anns(10);
    listener bob;
    hub.join("bob", bob);
    for (auto& one : anns) hub.join("ann", one);
    std::size_t replaced = 0;
    for (const auto& one : anns) replaced += one.is_replaced ? 1U : 0U;
    BOOST_TEST(replaced == 2U);
    BOOST_TEST(anns.front().is_replaced);
    BOOST_TEST(std::next(anns.begin())->is_replaced);
    BOOST_TEST(!bob.is_replaced);
    BOOST_TEST(counted == 9U);
    hub.leave("ann", anns.front(), at); // it had to, and is not counted twice
    BOOST_TEST(counted == 9U);
    hub.leave("ann", anns.back(), at);
    BOOST_TEST(hub.followers() == 8U);
    BOOST_TEST(counted == 8U);
}

BOOST_AUTO_TEST_CASE(ends_the_sessions_that_are_not_alive_and_none_that_nobody_asked_about)
{
    event_hub hub;
    listener dead("dead"), twin("dead"), alive("alive"), late("late");
    for (auto* const one : {&dead, &twin, &alive}) hub.join("ann", *one);
    const auto asked = hub.sessions();
    BOOST_TEST(asked == (texts{"alive", "dead"}), boost::test_tools::per_element());
    hub.join("ann", late);
    hub.end_sessions(asked, {"alive"});
    BOOST_TEST(dead.has_ended);
    BOOST_TEST(twin.has_ended);
    BOOST_TEST(!alive.has_ended);
    BOOST_TEST(!late.has_ended);
}

BOOST_AUTO_TEST_SUITE_END()
