// SPDX-License-Identifier: BSL-1.0
// Posts that go out later: planned, changed, cancelled, restored, missed.
#include "dispatch_samples.hpp"
#include "kept_outbox.hpp"
#include "outbox/dispatch_rules.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <string>
#include <vector>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;

namespace asio = boost::asio;

namespace {

/// As an instant, in whole seconds.
std::string at(wall_time t)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(t);
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(seconds - day);
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()), unsigned(date.month()),
                  unsigned(date.day()), int(time.hours().count()), int(time.minutes().count()),
                  int(time.seconds().count()));
    return text;
}

struct planning
{
    new_post wanted(std::vector<std::string> channels, schedule when)
    {
        new_post p;
        p.owner = "ann";
        p.text = "hello";
        p.channels = std::move(channels);
        p.when = std::move(when);
        return p;
    }

    post accept(std::vector<std::string> channels, schedule when)
    {
        return kept.box->async_accept(wanted(std::move(channels), std::move(when)), asio::use_future)
            .get()
            .value()
            .accepted;
    }
    post accept(std::vector<std::string> channels) { return accept(std::move(channels), {at(tomorrow), {}, {}}); }

    result<accepted_post> change(const std::string& id, post_change c)
    {
        return kept.box->async_change_post(scope, id, std::move(c), asio::use_future).get();
    }
    result<post> cancel(const std::string& id, std::optional<std::int64_t> revision = {})
    {
        return kept.box->async_cancel(scope, id, revision, asio::use_future).get();
    }
    result<post> restore(const std::string& id, std::optional<std::int64_t> revision = {})
    {
        return kept.box->async_restore(scope, id, revision, asio::use_future).get();
    }

    template <class T>
    static void must_refuse(const result<T>& r, errc code)
    {
        BOOST_TEST_REQUIRE(r.has_error());
        BOOST_TEST_CONTEXT(r.error().what) BOOST_TEST((r.error().code == code));
    }

    std::optional<unsigned> begin(const claimed_delivery& d)
    {
        std::optional<unsigned> attempt;
        kept.work([&](store_session& s) { attempt = s.begin_attempt(d, exposure::doubtful, tomorrow); });
        return attempt;
    }

    /// The only delivery that is due then.
    claimed_delivery due(wall_time then)
    {
        auto found = kept.claim(then).due;
        BOOST_TEST_REQUIRE(found.size() == 1U);
        return found.front();
    }

    kept_outbox kept;
    stored_channel team = kept.add_channel();
    stored_channel news = kept.add_channel("ann", "keyed", "News");
    owner_scope scope = owner_scope::of("ann");
    wall_time tomorrow = std::chrono::floor<std::chrono::seconds>(kept_outbox::soon()) + 24h;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_planned_post, planning)

BOOST_AUTO_TEST_CASE(is_claimed_when_its_time_has_come_and_not_before)
{
    const auto p = accept({team.id, news.id});
    BOOST_TEST((p.state == post_state::scheduled));
    BOOST_TEST_REQUIRE(p.when.has_value());
    BOOST_TEST((p.when->instant == tomorrow));
    BOOST_TEST((kept.find(p.id).when == p.when));
    for (const auto& d : p.deliveries) BOOST_TEST((d.state == delivery_state::scheduled && d.due_at == tomorrow));
    const auto early = kept.claim(tomorrow - 1ms);
    BOOST_TEST(early.due.empty());
    BOOST_TEST((early.next_due == tomorrow));
    BOOST_TEST(kept.claim(tomorrow).due.size() == 2U);
}

BOOST_AUTO_TEST_CASE(waits_behind_no_post_that_goes_out_at_once)
{
    (void)accept({team.id});
    const auto now = kept.accept({team.id}).accepted;
    BOOST_TEST(due(kept_outbox::soon()).post == now.id);
}

BOOST_AUTO_TEST_CASE(is_refused_for_a_time_that_has_passed_or_is_too_far_away)
{
    const auto accepted = [&](const std::string& when) {
        return kept.box->async_accept(wanted({team.id}, {when, {}, {}}), asio::use_future).get();
    };
    must_refuse(accepted(at(kept_outbox::soon() - 1h)), errc::time_passed);
    must_refuse(accepted(at(kept_outbox::soon() + 732 * 24h)), errc::bad_schedule);
    must_refuse(accepted("tomorrow"), errc::bad_schedule);
}

BOOST_AUTO_TEST_CASE(tells_what_its_time_met)
{
    auto p = wanted({team.id}, {"2027-10-31T02:30", "Europe/Paris", {}});
    const auto accepted = kept.box->async_accept(p, asio::use_future).get().value();
    BOOST_TEST_REQUIRE(accepted.planned.has_value());
    BOOST_TEST((accepted.planned->met == clock_change::repeated));
}

BOOST_AUTO_TEST_CASE(goes_out_as_it_was_changed)
{
    const auto p = accept({team.id, news.id});
    const auto other = kept.add_channel("ann", "plain", "Other");
    post_change c;
    c.revision = 1;
    c.text = "changed";
    c.channels = std::vector{other.id, team.id};
    c.when = schedule{at(tomorrow + 1h), {}, 60s};
    const auto changed = change(p.id, c).value().accepted;
    BOOST_TEST(changed.text == "changed");
    BOOST_TEST(changed.revision == 2);
    BOOST_TEST_REQUIRE(changed.deliveries.size() == 2U);
    BOOST_TEST(changed.deliveries[0].channel == other.id);
    BOOST_TEST(changed.deliveries[1].id == p.deliveries[0].id);
    BOOST_TEST(kept.claim(tomorrow).due.empty());
    const auto claimed = kept.claim(tomorrow + 1h).due;
    BOOST_TEST_REQUIRE(claimed.size() == 2U);
    for (const auto& d : claimed) BOOST_TEST((d.text == "changed" && d.send_within == 60s));
    BOOST_TEST(kept.rows("SELECT deliveries FROM outbox_counts WHERE state = 'scheduled'").at(0).integer(0) == 2);
}

BOOST_AUTO_TEST_CASE(goes_out_now_when_its_user_wants)
{
    const auto p = accept({team.id});
    post_change c;
    c.at_once = true;
    const auto changed = change(p.id, c).value().accepted;
    BOOST_TEST((changed.state == post_state::sending));
    BOOST_TEST(!changed.when);
    BOOST_TEST(due(kept_outbox::soon()).post == p.id);
}

BOOST_AUTO_TEST_CASE(is_changed_whole_or_not_at_all)
{
    const auto p = accept({team.id});
    post_change c;
    c.text = "more than the twenty characters";
    BOOST_TEST(change(p.id, c).value().refusals.size() == 1U);
    c.text = "changed";
    c.revision = 7;
    must_refuse(change(p.id, c), errc::changed_meanwhile);
    c.revision.reset();
    c.channels = std::vector<std::string>{"01a20000-0000-7000-8000-000000000000"};
    must_refuse(change(p.id, c), errc::not_found);
    BOOST_TEST(kept.find(p.id).text == "hello");
    BOOST_TEST(kept.find(p.id).revision == 1);
}

// What was claimed before the change is the old text: it must not leave any more.
BOOST_AUTO_TEST_CASE(is_changed_although_one_of_its_channels_was_removed_meanwhile)
{
    const auto p = accept({team.id, news.id});
    (void)kept.box->async_remove_channel(scope, team.id, asio::use_future).get().value();
    post_change c;
    c.text = "still here";
    BOOST_TEST(change(p.id, c).value().refusals.empty());
    const auto changed = kept.find(p.id);
    BOOST_TEST(changed.text == "still here");
    BOOST_TEST((changed.deliveries.at(0).state == delivery_state::cancelled));
    BOOST_TEST((changed.deliveries.at(1).state == delivery_state::scheduled));
    c.channels = {news.id};
    BOOST_TEST(change(p.id, c).value().accepted.deliveries.size() == 1U);
}

BOOST_AUTO_TEST_CASE(that_is_changed_cancelled_or_moved_once_claimed_does_not_begin)
{
    const auto p = accept({team.id});
    const auto claimed = due(tomorrow);
    post_change c;
    c.text = "changed";
    BOOST_TEST(change(p.id, c).has_value());
    BOOST_TEST(!begin(claimed));
    const auto again = due(tomorrow);
    BOOST_TEST(again.text == "changed");
    BOOST_TEST(cancel(p.id).has_value());
    BOOST_TEST(!begin(again));
    BOOST_TEST(restore(p.id).has_value());
    BOOST_TEST(!begin(again));
    BOOST_TEST(begin(due(tomorrow)).has_value());
}

BOOST_AUTO_TEST_CASE(that_has_begun_is_told_to_be_too_late)
{
    const auto p = accept({team.id, news.id});
    BOOST_TEST(begin(kept.claim(tomorrow).due.at(0)).has_value());
    post_change c;
    c.text = "changed";
    must_refuse(change(p.id, c), errc::too_late);
    // What has not begun can still be cancelled.
    const auto cancelled = cancel(p.id).value();
    const auto in = [&](delivery_state s) {
        return std::count_if(cancelled.deliveries.begin(), cancelled.deliveries.end(),
                             [&](const auto& d) { return d.state == s; });
    };
    BOOST_TEST(in(delivery_state::cancelled) == 1);
    BOOST_TEST(in(delivery_state::sending) == 1);
    must_refuse(cancel(p.id), errc::too_late);
}

BOOST_AUTO_TEST_CASE(is_cancelled_and_restored)
{
    const auto p = accept({team.id, news.id});
    must_refuse(restore(p.id), errc::too_late);
    const auto cancelled = cancel(p.id, 1).value();
    BOOST_TEST((cancelled.state == post_state::cancelled));
    BOOST_TEST(cancelled.revision == 2);
    BOOST_TEST(kept.claim(tomorrow).due.empty());
    must_refuse(change(p.id, {}), errc::too_late);
    must_refuse(restore(p.id, 1), errc::changed_meanwhile);
    BOOST_TEST((restore(p.id, 2).value().state == post_state::scheduled));
    BOOST_TEST(kept.claim(tomorrow).due.size() == 2U);
}

BOOST_AUTO_TEST_CASE(cannot_be_restored_when_its_time_has_come)
{
    const auto p = accept({team.id});
    BOOST_TEST(cancel(p.id).has_value());
    kept.sql("UPDATE outbox_posts SET scheduled_at = '2020-01-01T00:00Z', due_at = 0");
    must_refuse(restore(p.id), errc::too_late);
    const auto at_once = kept.accept({team.id}).accepted;
    BOOST_TEST(cancel(at_once.id).has_value());
    must_refuse(restore(at_once.id), errc::too_late);
}

BOOST_AUTO_TEST_CASE(of_somebody_else_does_not_exist)
{
    const auto p = accept({team.id});
    scope = owner_scope::of("bob");
    must_refuse(change(p.id, {}), errc::not_found);
    must_refuse(cancel(p.id), errc::not_found);
    must_refuse(restore(p.id), errc::not_found);
}

BOOST_AUTO_TEST_CASE(is_restored_by_the_rules_of_its_zone_as_they_are_then)
{
    const auto p = accept({team.id}, {"2027-07-01T09:00", "Europe/Paris", {}});
    BOOST_TEST(cancel(p.id).has_value());
    kept.sql("UPDATE outbox_posts SET due_at = due_at + 3600000");
    const auto restored = restore(p.id).value();
    BOOST_TEST((restored.when == p.when));
    BOOST_TEST((restored.deliveries.at(0).due_at == p.when->instant));
}

BOOST_AUTO_TEST_CASE(that_is_restored_counts_among_what_its_owner_may_have_pending)
{
    kept.close();
    kept.options.max_pending_per_owner = 2;
    kept.open();
    const auto cancelled = accept({team.id, news.id});
    BOOST_TEST(cancel(cancelled.id).has_value());
    const auto other = accept({team.id});
    must_refuse(restore(cancelled.id), errc::limit_reached);
    BOOST_TEST(cancel(other.id).has_value());
    BOOST_TEST(restore(cancelled.id).has_value());
}

BOOST_AUTO_TEST_CASE(gives_a_channel_that_is_added_its_own_time)
{
    const auto p = accept({team.id}, {at(tomorrow), {}, 60s});
    kept.sql("UPDATE outbox_posts SET scheduled_at = '2020-01-01T00:00Z', due_at = 1577836800000");
    kept.sql("UPDATE outbox_deliveries SET due_at = 1577836800000, due_since = 1577836800000");
    post_change both;
    both.channels = {team.id, news.id};
    BOOST_TEST(change(p.id, both).has_value());
    const auto claimed = kept.claim(kept_outbox::soon()).due;
    BOOST_TEST(claimed.size() == 2U);
    for (const auto& d : claimed)
        BOOST_TEST((why_not_to_send(d, limits(), kept_outbox::soon()).value().state == delivery_state::missed));
}

BOOST_AUTO_TEST_CASE(is_changed_whatever_its_revision_when_none_is_named)
{
    const auto p = accept({team.id});
    std::vector<std::future<result<accepted_post>>> all;
    for (int i = 0; i != 12; ++i)
    {
        post_change c;
        c.text = std::to_string(i);
        all.push_back(kept.box->async_change_post(scope, p.id, std::move(c), asio::use_future));
    }
    for (auto& one : all) BOOST_TEST(one.get().has_value());
    BOOST_TEST(kept.find(p.id).revision == 13);
}

BOOST_AUTO_TEST_CASE(that_is_changed_says_when)
{
    const auto p = accept({team.id});
    kept.sql("UPDATE outbox_deliveries SET updated_at = 1");
    kept.sql("UPDATE outbox_posts SET created_at = 1"); // before which no post was updated
    post_change text;
    text.text = "changed";
    BOOST_TEST(change(p.id, text).has_value());
    BOOST_TEST((kept.find(p.id).updated_at >= p.created_at));
}

BOOST_AUTO_TEST_CASE(that_was_cancelled_is_not_told_as_it_was_accepted)
{
    auto once = wanted({team.id}, {at(tomorrow), {}, {}});
    once.idempotency_key = "key";
    const auto accept_once = [&] { return kept.box->async_accept(once, asio::use_future).get().value(); };
    const auto p = accept_once().accepted;
    BOOST_TEST((accept_once().accepted.state == post_state::scheduled));
    BOOST_TEST(cancel(p.id).has_value());
    const auto again = accept_once();
    BOOST_TEST(again.replayed);
    BOOST_TEST((again.accepted.state == post_state::cancelled));
}

// The rules of a zone are changed by parliaments, often at short notice.
BOOST_AUTO_TEST_CASE(stays_at_its_time_of_day_when_the_zone_changes)
{
    const auto p = accept({team.id}, {"2027-07-01T09:00", "Europe/Paris", {}});
    kept.sql("UPDATE outbox_posts SET due_at = due_at + 3600000");
    kept.sql("UPDATE outbox_deliveries SET due_at = due_at + 3600000, due_since = due_since + 3600000");
    kept.close();
    kept.open();
    BOOST_TEST((kept.find(p.id).when == p.when));
    BOOST_TEST((kept.find(p.id).deliveries.at(0).due_at == p.when->instant));
    BOOST_TEST(kept.claim(p.when->instant).due.size() == 1U);
}

BOOST_AUTO_TEST_CASE(is_missed_when_it_may_not_be_so_late)
{
    (void)accept({team.id}, {at(tomorrow), {}, 60s});
    const auto claimed = due(tomorrow + 60s);
    BOOST_TEST(!why_not_to_send(claimed, limits(), tomorrow + 60s));
    const auto ending = why_not_to_send(claimed, limits(), tomorrow + 61s);
    BOOST_TEST_REQUIRE(ending.has_value());
    BOOST_TEST((ending->state == delivery_state::missed));
    BOOST_TEST(ending->failure->code == missed_code);
    kept.work([&](store_session& s) { BOOST_TEST(s.end_unsent(claimed, *ending, tomorrow + 61s)); });
    BOOST_TEST((kept.find(claimed.post).state == post_state::missed));
    // Its user may send it all the same.
    BOOST_TEST(kept.box->async_retry(scope, claimed.post, asio::use_future).get().has_value());
    BOOST_TEST(due(kept_outbox::soon()).post == claimed.post);
}

BOOST_AUTO_TEST_CASE(is_listed_by_when_it_goes_out_while_it_is_to_come)
{
    const auto in = [&](std::chrono::hours h) { return schedule{at(tomorrow + h), {}, {}}; };
    const auto third = accept({team.id, news.id}, in(3h)).id;
    const auto first = accept({team.id}, in(1h)).id;
    const auto second = accept({news.id}, in(2h)).id;
    (void)kept.accept({team.id});
    (void)cancel(accept({team.id}, in(1h)).id);
    const auto listed = [&](auto&&... set) {
        post_query query;
        query.scope = scope;
        query.to_come = true;
        query.limit = 1;
        (set(query), ...);
        std::vector<std::string> ids;
        do {
            const auto page = kept.box->async_list_posts(query, asio::use_future).get().value();
            for (const auto& p : page.items) ids.push_back(p.id);
            query.cursor = page.next;
        }
        while (!query.cursor.empty());
        return ids;
    };
    using list = std::vector<std::string>;
    const auto all = list{first, second, third};
    BOOST_TEST(listed() == all);
    BOOST_TEST(listed([&](post_query& q) { q.channel = news.id; }) == (list{second, third}));
    BOOST_TEST(listed([&](post_query& q) { q.from = tomorrow + 2h; }) == (list{second, third}));
    BOOST_TEST(listed([&](post_query& q) { q.to = tomorrow + 2h; }) == list{first});
    BOOST_TEST(listed([&](post_query& q) { q.text = "HELLO"; }) == all);
    BOOST_TEST(listed([&](post_query& q) { q.states = {post_state::scheduled}; }) == all);
    BOOST_TEST(listed([&](post_query& q) { q.states = {post_state::scheduled, post_state::failed}; }) == all);
    BOOST_TEST(listed([&](post_query& q) { q.states = {post_state::failed}; }) == list{});
    BOOST_TEST(listed([&](post_query& q) { q.scope = owner_scope::everyone(); }) == all);
    BOOST_TEST(listed([&](post_query& q) { q.scope = owner_scope::of("eve"); }).empty());
    BOOST_TEST(kept.box->async_count_posts(scope, asio::use_future).get().value().to_come == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
