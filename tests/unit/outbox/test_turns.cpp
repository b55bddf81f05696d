// SPDX-License-Identifier: BSL-1.0
// Whose turn it is.
#include "kept_outbox.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <random>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;

namespace asio = boost::asio;

namespace {

struct turns
{
    std::string accept(const stored_channel& c) { return kept.accept({c.id}).accepted.deliveries[0].id; }

    [[nodiscard]] std::vector<std::string> ids(const claim_result& claimed) const
    {
        std::vector<std::string> out;
        for (const auto& d : claimed.due) out.push_back(d.id);
        return out;
    }

    unsigned begin(const claimed_delivery& d, wall_time now)
    {
        std::optional<unsigned> attempt;
        kept.work([&](store_session& s) { attempt = s.begin_attempt(d, exposure::nothing, now); });
        return attempt.value();
    }

    void end(const std::string& id, unsigned attempt, delivery_state state, wall_time now, wall_time due_at = {})
    {
        delivery_ending e;
        e.state = state;
        e.due_at = due_at;
        kept.work([&](store_session& s) { BOOST_TEST(s.end_attempt(id, attempt, e, now)); });
    }

    /// Sends the first of what is due.
    std::string send_one(wall_time now)
    {
        const auto claimed = kept.claim(now, 1).due.at(0);
        end(claimed.id, begin(claimed, now), delivery_state::delivered, now);
        return claimed.id;
    }

    void change(const stored_channel& c, channel_state state)
    {
        channel_change wanted;
        wanted.state = state;
        kept.box->async_change_channel(owner_scope::of("ann"), c.id, wanted, asio::use_future).get().value();
    }

    kept_outbox kept;
};

using list = std::vector<std::string>;

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_turn, turns)

BOOST_AUTO_TEST_CASE(a_claim_brings_all_that_is_needed_to_send)
{
    const auto c = kept.add_channel("ann", "plain", "Équipe");
    new_post p{"ann", "**hi**", "T", "https://example.org/", {c.id}, {}};
    const auto accepted = kept.box->async_accept(p, asio::use_future).get().value().accepted;
    const auto claimed = kept.claim(kept_outbox::soon());
    BOOST_TEST_REQUIRE(claimed.due.size() == 1U);
    const auto& d = claimed.due[0];
    BOOST_TEST(d.id == accepted.deliveries[0].id);
    BOOST_TEST(d.post == accepted.id);
    BOOST_TEST(d.text == "**hi**");
    BOOST_TEST(d.title == "T");
    BOOST_TEST(d.link == "https://example.org/");
    BOOST_TEST((d.created_at == accepted.created_at));
    BOOST_TEST((d.due_since == accepted.created_at));
    BOOST_TEST(d.state == delivery_state::queued);
    BOOST_TEST(d.channel_id == c.id);
    BOOST_TEST(d.channel_name == "Équipe");
    BOOST_TEST(d.to.label == "Équipe");
    BOOST_TEST(d.to.connector == "plain");
    BOOST_TEST(d.to.settings.at("token").reveal() == "secret-token-9876");
    BOOST_TEST(!d.obstacle.has_value());
    BOOST_TEST(!claimed.next_due.has_value());
}

BOOST_AUTO_TEST_CASE(a_channel_gives_its_first_and_nothing_while_that_is_under_way)
{
    const auto a = kept.add_channel();
    const auto b = kept.add_channel();
    const auto a1 = accept(a);
    const auto a2 = accept(a);
    const auto b1 = accept(b);
    const auto now = kept_outbox::soon();
    BOOST_TEST((ids(kept.claim(now)) == list{a1, b1}));
    BOOST_TEST((ids(kept.claim(now)) == list{a1, b1})); // a claim changes nothing
    BOOST_TEST((ids(kept.claim(now, 1)) == list{a1}));
    BOOST_TEST((ids(kept.claim(now, 9, {a.id})) == list{b1}));

    const auto attempt = begin(kept.claim(now).due[0], now);
    BOOST_TEST((ids(kept.claim(now)) == list{b1}));
    end(a1, attempt, delivery_state::delivered, now);
    BOOST_TEST((ids(kept.claim(now)) == list{b1, a2}));
}

BOOST_AUTO_TEST_CASE(order_within_a_channel_is_kept_while_its_first_waits)
{
    const auto c = kept.add_channel();
    const auto first = accept(c);
    const auto second = accept(c);
    const auto now = kept_outbox::soon();
    end(first, begin(kept.claim(now).due[0], now), delivery_state::waiting, now, now + 10min);
    const auto meanwhile = kept.claim(now + 1min);
    BOOST_TEST(meanwhile.due.empty());
    BOOST_TEST((meanwhile.next_due == now + 10min));
    BOOST_TEST((ids(kept.claim(now + 10min)) == list{first}));
    end(first, begin(kept.claim(now + 10min).due[0], now + 10min), delivery_state::failed, now + 10min);
    BOOST_TEST((ids(kept.claim(now + 10min)) == list{second}));
}

BOOST_AUTO_TEST_CASE(a_channel_that_is_paused_or_rests_gives_nothing)
{
    const auto c = kept.add_channel();
    const auto d = accept(c);
    const auto now = kept_outbox::soon();
    change(c, channel_state::paused);
    BOOST_TEST(kept.claim(now + 1h).due.empty());
    BOOST_TEST(!kept.claim(now + 1h).next_due.has_value());
    change(c, channel_state::active);
    BOOST_TEST((ids(kept.claim(now)) == list{d}));

    kept.work([&](store_session& s) {
        s.rest_channel(c.id, now + 5min);
        s.rest_channel(c.id, now + 2min); // a shorter rest takes nothing off
    });
    BOOST_TEST(kept.claim(now + 4min).due.empty());
    BOOST_TEST((kept.claim(now).next_due == now + 5min));
    BOOST_TEST((ids(kept.claim(now + 5min)) == list{d}));
}

BOOST_AUTO_TEST_CASE(moves_with_a_clock_that_is_set_and_keeps_its_order)
{
    const auto c = kept.add_channel();
    const auto other = kept.add_channel();
    const auto first = accept(c);
    const auto second = accept(c);
    const auto resting = accept(other);
    const auto now = kept_outbox::soon();
    end(first, begin(kept.claim(now).due[0], now), delivery_state::waiting, now, now + 10min);
    kept.work([&](store_session& s) { s.rest_channel(other.id, now + 5min); });
    for (const auto by : {std::chrono::milliseconds(-8760h), std::chrono::milliseconds(8760h + 48h)})
    {
        static wall_time at;
        if (by < 0ms) at = now;
        at += by;
        kept.work([&](store_session& s) { s.follow_clock({by, at, at}); });
        BOOST_TEST(kept.claim(at + 4min).due.empty());
        BOOST_TEST((ids(kept.claim(at + 6min)) == list{resting}));
        const auto due = kept.claim(at + 10min).due;
        BOOST_TEST_REQUIRE(due.size() == 2U);
        BOOST_TEST(due[1].id == first);
        BOOST_TEST((at - due[1].due_since < 1min));
        // When the clock goes forward it may have been the machine that stood still: the network has not.
        const auto since_first = at - due[1].first_attempt_at.value();
        BOOST_TEST((since_first >= std::max(by, 0ms) && since_first < std::max(by, 0ms) + 1min));
    }
    end(first, begin(kept.claim(now + 49h).due[1], now + 49h), delivery_state::delivered, now + 49h);
    BOOST_TEST(kept.claim(now + 49h).due[1].id == second);
}

// A clock goes back by five minutes, and for half an hour nothing can be stored: what the old clock showed at the first attempt is
// no time of the new one's, and the network has remembered it for longer than that.
BOOST_AUTO_TEST_CASE(is_known_to_its_network_for_no_shorter_because_the_clock_was_followed_late)
{
    accept(kept.add_channel());
    const auto began = kept_outbox::soon();
    const auto d = kept.claim(began).due[0];
    end(d.id, begin(d, began), delivery_state::waiting, began, began);
    const auto set = began + 1min - 5min;
    kept.work([&](store_session& s) { s.follow_clock({-5min, set, set + 30min}); });
    const auto due = kept.claim(set + 30min).due;
    BOOST_TEST_REQUIRE(due.size() == 1U);
    BOOST_TEST((due[0].first_attempt_at == began - 5min));
}

BOOST_AUTO_TEST_CASE(that_was_written_by_the_new_clock_or_has_a_time_of_its_own_stays_where_it_is)
{
    const auto accepted = accept(kept.add_channel());
    const auto scheduled = accept(kept.add_channel());
    kept.sql("UPDATE outbox_deliveries SET state = 'scheduled' WHERE id = ?", {scheduled});
    const auto before = kept.row_of(accepted);
    const auto chosen = kept.row_of(scheduled);
    const auto now = kept_outbox::soon();
    kept.work([&](store_session& s) { s.follow_clock({-8760h, now - 1min, now}); });
    BOOST_TEST(kept.row_of(accepted) == before);
    kept.work([&](store_session& s) { s.follow_clock({-8760h, now, now}); });
    BOOST_TEST(kept.row_of(accepted) != before);
    BOOST_TEST(kept.row_of(scheduled) == chosen);
}

BOOST_AUTO_TEST_CASE(what_is_accepted_while_its_channel_is_paused_waits)
{
    const auto c = kept.add_channel();
    change(c, channel_state::paused);
    const auto d = accept(c);
    BOOST_TEST(kept.claim(kept_outbox::soon()).due.empty());
    change(c, channel_state::active);
    BOOST_TEST((ids(kept.claim(kept_outbox::soon())) == list{d}));
}

BOOST_AUTO_TEST_CASE(a_channel_that_needs_attention_says_why_it_gives_nothing_to_send)
{
    const auto c = kept.add_channel();
    accept(c);
    failure gone;
    gone.kind = failure_class::channel_dead;
    gone.code = "no_service";
    gone.what = "The hook is gone.";
    kept.work([&](store_session& s) { BOOST_TEST(s.note_problem(c.id, c.revision, gone, kept_outbox::soon())); });
    const auto due = kept.claim(kept_outbox::soon()).due;
    BOOST_TEST_REQUIRE(due.size() == 1U);
    BOOST_TEST(due[0].where == channel_state::needs_attention);
    BOOST_TEST_REQUIRE(due[0].obstacle.has_value());
    BOOST_TEST(due[0].obstacle->code == "no_service");
    BOOST_TEST(due[0].to.settings.empty());
}

BOOST_AUTO_TEST_CASE(secrets_that_cannot_be_opened_hold_up_their_channel_only)
{
    const auto a = kept.add_channel();
    const auto b = kept.add_channel();
    accept(a);
    accept(b);
    // One channel's token, put in the place of the other's.
    kept.sql("UPDATE outbox_channels SET sealed = (SELECT sealed FROM outbox_channels WHERE id = ?) WHERE id = ?",
             {a.id, b.id});
    const auto due = kept.claim(kept_outbox::soon()).due;
    BOOST_TEST_REQUIRE(due.size() == 2U);
    BOOST_TEST(!due[0].obstacle.has_value());
    BOOST_TEST_REQUIRE(due[1].obstacle.has_value());
    BOOST_TEST(due[1].obstacle->code == "secrets_unreadable");
    BOOST_TEST(due[1].to.settings.empty());
    const auto opened = kept.box->async_open_channel(owner_scope::of("ann"), b.id, asio::use_future).get();
    BOOST_TEST_REQUIRE(opened.has_error());
    BOOST_TEST(opened.error().code == errc::store_failed);
}

BOOST_AUTO_TEST_CASE(a_long_backlog_takes_its_turns_like_any_other)
{
    const auto busy = kept.add_channel();
    std::vector<std::string> backlog;
    for (int i = 0; i != 6; ++i) backlog.push_back(accept(busy));
    const auto a = kept.add_channel();
    const auto b = kept.add_channel();
    const auto a1 = accept(a);
    const auto b1 = accept(b);
    auto now = kept_outbox::soon();
    list sent;
    for (int i = 0; i != 8; ++i) sent.push_back(send_one(now += 1s));
    BOOST_TEST((sent == list{backlog[0], a1, b1, backlog[1], backlog[2], backlog[3], backlog[4], backlog[5]}));
}

BOOST_AUTO_TEST_CASE(what_comes_to_a_channel_does_not_put_it_back)
{
    const auto a = kept.add_channel();
    const auto b = kept.add_channel();
    const auto a1 = accept(a);
    const auto b1 = accept(b);
    for (int i = 0; i != 3; ++i) accept(a);
    BOOST_TEST((ids(kept.claim(kept_outbox::soon())) == list{a1, b1}));
}

BOOST_AUTO_TEST_CASE(what_is_due_earlier_goes_first_whenever_it_came)
{
    const auto c = kept.add_channel();
    const auto later = accept(c);
    const auto now = kept_outbox::soon();
    kept.sql(
        "UPDATE outbox_deliveries SET state = 'scheduled', due_since = due_since + 3600000, due_at = due_at + 3600000");
    BOOST_TEST(kept.claim(now).due.empty());
    BOOST_TEST(kept.claim(now).next_due.has_value());
    const auto earlier = accept(c);
    BOOST_TEST((ids(kept.claim(kept_outbox::soon())) == list{earlier}));
    end(earlier, begin(kept.claim(kept_outbox::soon()).due[0], now), delivery_state::delivered, now);
    BOOST_TEST((ids(kept.claim(now + 2h)) == list{later}));
}

BOOST_AUTO_TEST_CASE(counts_follow_every_change)
{
    const auto c = kept.add_channel();
    for (int i = 0; i != 3; ++i) accept(c);
    const auto now = kept_outbox::soon();
    send_one(now);
    static_cast<void>(begin(kept.claim(now).due[0], now));
    const auto counts = kept.box->async_counts(asio::use_future).get().value();
    BOOST_TEST(counts.deliveries.size() == 3U);
    BOOST_TEST(counts.deliveries.at(delivery_state::delivered) == 1U);
    BOOST_TEST(counts.deliveries.at(delivery_state::sending) == 1U);
    BOOST_TEST(counts.deliveries.at(delivery_state::queued) == 1U);
    BOOST_TEST(!counts.oldest_due.has_value()); // the channel's turn is under way

    const auto other = kept.add_channel();
    const auto accepted = kept.accept({other.id}).accepted;
    BOOST_TEST((kept.box->async_counts(asio::use_future).get().value().oldest_due == accepted.created_at));
}

/// The turns are kept by triggers; whatever happens, they must be what a look at all deliveries gives.
BOOST_AUTO_TEST_CASE(turns_are_what_the_deliveries_say_after_any_history)
{
    std::vector<stored_channel> channels;
    for (int i = 0; i != 4; ++i) channels.push_back(kept.add_channel());
    std::mt19937 chance(7); // NOLINT: the same history in every run
    const auto pick = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(chance);
    };
    constexpr std::array states{"scheduled", "queued", "sending",     "waiting",
                                "delivered", "failed", "unconfirmed", "cancelled"};
    std::size_t pending = 0;
    for (int step = 0; step != 400; ++step)
    {
        const auto& c = channels[pick(channels.size())];
        switch (pick(6))
        {
        case 0:
        case 1: accept(c); break;
        case 2:
            kept.sql("UPDATE outbox_deliveries SET state = ?, due_at = ? WHERE id ="
                     " (SELECT id FROM outbox_deliveries WHERE channel = ? ORDER BY random() LIMIT 1)",
                     {std::string(states[pick(states.size())]), static_cast<std::int64_t>(pick(1000)), c.id});
            break;
        case 3:
            kept.sql("UPDATE outbox_deliveries SET due_since = ? WHERE id ="
                     " (SELECT id FROM outbox_deliveries WHERE channel = ? ORDER BY random() LIMIT 1)",
                     {static_cast<std::int64_t>(pick(1000)), c.id});
            break;
        case 4: change(c, pick(2) == 0 ? channel_state::paused : channel_state::active); break;
        default:
            kept.work(
                [&](store_session& s) { s.rest_channel(c.id, wall_time(std::chrono::milliseconds(pick(1000)))); });
        }
        const auto wrong =
            kept.rows("WITH first (channel, id, free) AS (SELECT channel, id, due_at IS NOT NULL FROM outbox_pending p "
                      "WHERE NOT EXISTS"
                      " (SELECT 1 FROM outbox_pending q WHERE q.channel = p.channel AND (q.due_since, q.id) < "
                      "(p.due_since, p.id)))"
                      " SELECT * FROM (SELECT channel, id, free FROM first EXCEPT"
                      " SELECT channel, delivery, due_at IS NOT NULL FROM outbox_turns)"
                      " UNION ALL SELECT * FROM (SELECT channel, delivery, due_at IS NOT NULL FROM outbox_turns EXCEPT"
                      " SELECT channel, id, free FROM first)");
        BOOST_TEST_REQUIRE(wrong.empty(), "after step " << step);
        const auto counted =
            kept.rows("SELECT (SELECT json_group_object(state, deliveries) FROM (SELECT * FROM outbox_counts"
                      " WHERE deliveries > 0 ORDER BY state)), (SELECT json_group_object(state, n) FROM"
                      " (SELECT state, count(*) n FROM outbox_deliveries GROUP BY state ORDER BY state))");
        BOOST_TEST_REQUIRE(counted[0].text(0) == counted[0].text(1));
        pending += static_cast<std::size_t>(kept.rows("SELECT count(*) FROM outbox_turns")[0].integer(0));
    }
    BOOST_TEST(pending > 400U); // it was no empty history
}

BOOST_AUTO_TEST_CASE(claims_and_reads_use_their_indexes)
{
    const auto plan = [&](std::string_view sql) {
        std::string text;
        for (const auto& row : kept.rows("EXPLAIN QUERY PLAN " + std::string(sql))) text += row.text(3) + "\n";
        return text;
    };
    const auto must_search = [&](std::string_view sql, std::string_view index) {
        const auto text = plan(sql);
        BOOST_TEST_CONTEXT(sql << "\n" << text)
        {
            BOOST_TEST(text.find(index) != std::string::npos);
            BOOST_TEST(text.find("SCAN outbox") == std::string::npos);
            BOOST_TEST(text.find("TEMP B-TREE") == std::string::npos);
        }
    };
    must_search("SELECT d.id FROM outbox_turns t CROSS JOIN outbox_deliveries d ON d.id = t.delivery"
                " WHERE t.due_at <= 5 AND t.channel NOT IN (SELECT value FROM json_each('[]'))"
                " ORDER BY t.due_at, t.channel LIMIT 3",
                "outbox_turns_due");
    must_search("SELECT id FROM outbox_pending WHERE channel = 'a' ORDER BY due_since, id LIMIT 1",
                "outbox_deliveries_pending");
    must_search(
        "SELECT (SELECT count(*) FROM outbox_deliveries d WHERE d.channel = outbox_channels.id AND d.state IN"
        " ('scheduled', 'queued', 'sending', 'waiting')) FROM outbox_channels WHERE owner = 'ann' ORDER BY name, id",
        "outbox_deliveries_pending");
    // This index holds nothing but what is wanted.
    BOOST_TEST(plan("SELECT id FROM outbox_deliveries WHERE state = 'sending'").find("outbox_deliveries_sending") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
