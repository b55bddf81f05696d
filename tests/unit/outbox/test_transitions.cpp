// SPDX-License-Identifier: BSL-1.0
// Every operation on a delivery, from every state: it happens from those it names, and from any other nothing does.
#include "kept_outbox.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <functional>
#include <set>

using namespace multipost;
using namespace multipost::test;
using enum delivery_state;

namespace asio = boost::asio;

namespace {

constexpr std::array all_states{scheduled, queued, sending, waiting, delivered, failed, unconfirmed, missed, cancelled};

/// A delivery that can be put into any state, as it would be there after three attempts.
struct one_delivery
{
    one_delivery() { delivery = kept.accept({channel.id}).accepted.deliveries[0].id; }

    void put(delivery_state state)
    {
        kept.sql("DELETE FROM outbox_attempts");
        kept.sql(
            "UPDATE outbox_deliveries SET state = ?, attempt = 3, tries = 3, rate_limited = 1, first_attempt_at = 5,"
            " failure = '{\"class\":\"transient\",\"code\":\"c\",\"what\":\"w\"}'",
            {std::string(to_string(state))});
        kept.sql("INSERT INTO outbox_attempts (delivery, number, started_at, state) VALUES (?, 3, 5, ?)",
                 {delivery, std::string(to_string(state))});
    }

    delivery_state state() { return kept.find(post_id()).deliveries[0].state; }
    std::string post_id() { return kept.rows("SELECT id FROM outbox_posts")[0].text(0); }

    /// As the delivery was when it was claimed in a state.
    claimed_delivery claimed(delivery_state in)
    {
        claimed_delivery c;
        c.id = delivery;
        c.state = in;
        c.last_attempt = 3;
        c.channel_id = channel.id;
        c.to = nowhere();
        return c;
    }

    /// Tries an operation from each state; it must work from these, and change nothing otherwise.
    void must_work_from(const std::set<delivery_state>& good, const std::function<bool()>& operation)
    {
        for (const auto from : all_states) BOOST_TEST_CONTEXT("from " << from)
            {
                put(from);
                const auto before = kept.row_of(delivery);
                const bool worked = operation();
                BOOST_TEST(worked == good.contains(from));
                if (!worked) BOOST_TEST(kept.row_of(delivery) == before);
                if (!worked)
                    BOOST_TEST(
                        kept.rows("SELECT count(*) FROM outbox_attempts WHERE number = 3 AND ended_at IS NULL")[0]
                            .integer(0) == 1);
            }
    }

    bool worker_says(const std::function<bool(store_session&)>& what)
    {
        bool answer = false;
        kept.work([&](store_session& s) { answer = what(s); });
        return answer;
    }

    kept_outbox kept;
    stored_channel channel = kept.add_channel();
    std::string delivery;
    wall_time now = kept_outbox::soon();
};

delivery_ending ending_in(delivery_state state)
{
    delivery_ending e;
    e.state = state;
    e.due_at = kept_outbox::soon();
    if (state == delivered) e.proof = proof::accepted;
    if (state != delivered)
    {
        e.failure.emplace();
        e.failure->kind = state == unconfirmed ? failure_class::unconfirmed : failure_class::transient;
        e.failure->code = "said";
    }
    return e;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_transition, one_delivery)

BOOST_AUTO_TEST_CASE(beginning_names_the_state_it_was_claimed_in)
{
    for (const auto in : {scheduled, queued, waiting}) BOOST_TEST_CONTEXT("claimed " << in)
    must_work_from({in}, [&] {
        return worker_says([&](store_session& s) {
            const auto attempt = s.begin_attempt(claimed(in), exposure::doubtful, now);
            if (attempt) BOOST_TEST(*attempt == 4U);
            return attempt.has_value();
        });
    });
}

BOOST_AUTO_TEST_CASE(beginning_is_too_late_once_somebody_else_began)
{
    put(queued);
    auto stale = claimed(queued);
    stale.last_attempt = 2;
    BOOST_TEST(
        !worker_says([&](store_session& s) { return s.begin_attempt(stale, exposure::nothing, now).has_value(); }));
    BOOST_TEST(state() == queued);
}

BOOST_AUTO_TEST_CASE(beginning_is_too_late_once_the_channel_was_changed_paused_or_removed)
{
    put(queued);
    const auto begin = [&] {
        return worker_says(
            [&](store_session& s) { return s.begin_attempt(claimed(queued), exposure::nothing, now).has_value(); });
    };
    channel_change change;
    change.state = channel_state::paused;
    kept.box->async_change_channel(owner_scope::of("ann"), channel.id, change, asio::use_future).get().value();
    BOOST_TEST(!begin());
    change.state = channel_state::active;
    kept.box->async_change_channel(owner_scope::of("ann"), channel.id, change, asio::use_future).get().value();
    BOOST_TEST(!begin()); // active again, but not the channel that was claimed
    kept.box->async_remove_channel(owner_scope::of("ann"), channel.id, asio::use_future).get().value();
    BOOST_TEST(!begin());
    BOOST_TEST(state() == cancelled);
}

BOOST_AUTO_TEST_CASE(what_is_said_of_an_attempt_counts_while_it_is_under_way)
{
    must_work_from({sending}, [&] {
        return worker_says([&](store_session& s) { return s.note_exposure(delivery, 3, exposure::doubtful); });
    });
    must_work_from({sending}, [&] {
        return worker_says([&](store_session& s) { return s.store_checkpoint(delivery, 3, "at 7", exposure::parts); });
    });
    for (const auto to : {delivered, failed, unconfirmed, waiting, queued, cancelled}) BOOST_TEST_CONTEXT("to " << to)
    must_work_from({sending}, [&] {
        const bool ended =
            worker_says([&](store_session& s) { return s.end_attempt(delivery, 3, ending_in(to), now); });
        if (ended) BOOST_TEST(state() == to);
        return ended;
    });
}

BOOST_AUTO_TEST_CASE(what_is_said_of_another_attempt_counts_nothing)
{
    put(sending);
    const auto before = kept.row_of(delivery);
    for (const unsigned attempt : {0U, 2U, 4U})
    {
        BOOST_TEST(
            !worker_says([&](store_session& s) { return s.note_exposure(delivery, attempt, exposure::doubtful); }));
        BOOST_TEST(
            !worker_says([&](store_session& s) { return s.store_checkpoint(delivery, attempt, "", exposure::parts); }));
        BOOST_TEST(!worker_says(
            [&](store_session& s) { return s.end_attempt(delivery, attempt, ending_in(delivered), now); }));
    }
    BOOST_TEST(kept.row_of(delivery) == before);
}

BOOST_AUTO_TEST_CASE(a_delivery_that_is_not_to_be_sent_ends_from_the_state_it_was_claimed_in)
{
    for (const auto in : {scheduled, queued, waiting}) BOOST_TEST_CONTEXT("claimed " << in)
    must_work_from({in}, [&] {
        return worker_says([&](store_session& s) { return s.end_unsent(claimed(in), ending_in(failed), now); });
    });
}

BOOST_AUTO_TEST_CASE(only_what_failed_or_was_missed_is_tried_again)
{
    must_work_from({failed, missed}, [&] {
        const auto retried = kept.box->async_retry(owner_scope::of("ann"), post_id(), asio::use_future).get();
        if (retried.has_error()) BOOST_TEST(retried.error().code == errc::too_late);
        if (retried.has_value()) BOOST_TEST(retried->deliveries[0].state == queued);
        return retried.has_value();
    });
}

BOOST_AUTO_TEST_CASE(only_what_is_unconfirmed_is_resolved)
{
    for (const auto as : {resolution::delivered, resolution::not_delivered})
        must_work_from({unconfirmed}, [&] {
            const auto resolved = kept.box->async_resolve(owner_scope::of("ann"), delivery, as, asio::use_future).get();
            if (resolved.has_error()) BOOST_TEST(resolved.error().code == errc::too_late);
            if (resolved.has_value()) BOOST_TEST(resolved->state == (as == resolution::delivered ? delivered : queued));
            return resolved.has_value();
        });
}

BOOST_AUTO_TEST_CASE(a_retry_counts_its_attempts_anew_and_numbers_them_on)
{
    put(failed);
    const auto retried = kept.box->async_retry(owner_scope::of("ann"), post_id(), asio::use_future).get().value();
    BOOST_TEST(!retried.deliveries[0].failure.has_value());
    BOOST_TEST(retried.deliveries[0].attempts_made.size() == 1U);
    const auto due = kept.claim(kept_outbox::soon()).due;
    BOOST_TEST_REQUIRE(due.size() == 1U);
    BOOST_TEST(due[0].tries == 0U);
    BOOST_TEST(due[0].rate_limited == 0U);
    BOOST_TEST(due[0].last_attempt == 3U);
    BOOST_TEST(!due[0].first_attempt_at.has_value());
    BOOST_TEST((due[0].due_since > wall_time(std::chrono::milliseconds(5))));
}

BOOST_AUTO_TEST_CASE(what_a_checkpoint_knows_is_not_forgotten_when_the_user_sends_it_again)
{
    put(sending);
    BOOST_TEST(
        worker_says([&](store_session& s) { return s.store_checkpoint(delivery, 3, "at 7", exposure::doubtful); }));
    auto in_doubt = ending_in(unconfirmed);
    in_doubt.left = exposure::doubtful;
    BOOST_TEST(worker_says([&](store_session& s) { return s.end_attempt(delivery, 3, in_doubt, now); }));
    kept.box->async_resolve(owner_scope::of("ann"), delivery, resolution::not_delivered, asio::use_future)
        .get()
        .value();
    const auto due = kept.claim(kept_outbox::soon()).due;
    BOOST_TEST_REQUIRE(due.size() == 1U);
    BOOST_TEST(due[0].checkpoint == "at 7");
    BOOST_TEST(due[0].left == exposure::parts);
}

BOOST_AUTO_TEST_CASE(an_end_is_recorded_with_its_attempt)
{
    put(queued);
    unsigned attempt = 0;
    kept.work([&](store_session& s) { attempt = s.begin_attempt(claimed(queued), exposure::doubtful, now).value(); });
    auto limited = ending_in(waiting);
    limited.rate_limited = true;
    limited.elapsed = std::chrono::milliseconds(120);
    limited.failure->kind = failure_class::rate_limited;
    limited.failure->remote_words = "slow \"down\"";
    limited.failure->retry_after = std::chrono::milliseconds(1500);
    limited.failure->retry_scope = limit_scope::origin;
    limited.due_at = now + std::chrono::hours(1);
    BOOST_TEST(worker_says([&](store_session& s) { return s.end_attempt(delivery, attempt, limited, now); }));

    const auto d = kept.find(post_id()).deliveries[0];
    BOOST_TEST(d.state == waiting);
    BOOST_TEST((d.due_at == limited.due_at));
    BOOST_TEST(d.attempts == 4U);
    BOOST_TEST_REQUIRE(d.attempts_made.size() == 2U);
    const auto& a = d.attempts_made[1];
    BOOST_TEST(a.number == 4U);
    BOOST_TEST((a.started_at == now));
    BOOST_TEST(a.ended_at.has_value());
    BOOST_TEST(a.state == waiting);
    BOOST_TEST((a.elapsed == limited.elapsed));
    BOOST_TEST_REQUIRE(a.failure.has_value());
    BOOST_TEST(a.failure->kind == failure_class::rate_limited);
    BOOST_TEST(a.failure->remote_words == "slow \"down\"");
    BOOST_TEST((a.failure->retry_after == limited.failure->retry_after));
    BOOST_TEST((a.failure->retry_scope == limit_scope::origin));

    const auto due = kept.claim(limited.due_at).due;
    BOOST_TEST_REQUIRE(due.size() == 1U);
    BOOST_TEST(due[0].tries == 4U);
    BOOST_TEST(due[0].rate_limited == 2U);
    BOOST_TEST(due[0].left == exposure::nothing);
    BOOST_TEST(due[0].last_failure.has_value());
}

BOOST_AUTO_TEST_CASE(removing_its_channel_cancels_what_has_not_gone_out)
{
    struct expectation
    {
        delivery_state from;
        exposure left;
        delivery_state to;
    };
    for (const auto& e : {expectation{scheduled, exposure::nothing, cancelled},
                          {queued, exposure::nothing, cancelled},
                          {waiting, exposure::nothing, cancelled},
                          {waiting, exposure::parts, unconfirmed},
                          {waiting, exposure::recognised, unconfirmed},
                          {queued, exposure::doubtful, unconfirmed},
                          {sending, exposure::doubtful, sending},
                          {delivered, exposure::nothing, delivered},
                          {failed, exposure::nothing, failed},
                          {unconfirmed, exposure::doubtful, unconfirmed},
                          {missed, exposure::nothing, missed},
                          {cancelled, exposure::nothing, cancelled}})
        BOOST_TEST_CONTEXT(e.from << " with " << e.left)
        {
            const auto doomed = kept.add_channel();
            const auto id = kept.accept({doomed.id}).accepted.deliveries[0].id;
            kept.sql("UPDATE outbox_deliveries SET state = ?, exposure = ? WHERE id = ?",
                     {std::string(to_string(e.from)), std::string(to_string(e.left)), id});
            const auto count =
                kept.box->async_remove_channel(owner_scope::of("ann"), doomed.id, asio::use_future).get().value();
            BOOST_TEST(count == (e.to == cancelled && e.from != cancelled ? 1U : 0U));
            BOOST_TEST(kept.rows("SELECT state FROM outbox_deliveries WHERE id = ?", {id})[0].text(0) ==
                       to_string(e.to));
            BOOST_TEST(kept.rows("SELECT count(*) FROM outbox_turns WHERE channel = ?", {doomed.id})[0].integer(0) ==
                       (e.from == sending ? 1 : 0));
        }
}

BOOST_AUTO_TEST_CASE(what_would_be_tried_again_ends_when_its_channel_is_gone)
{
    for (const auto& [left, to] : {std::pair(exposure::nothing, cancelled), std::pair(exposure::parts, unconfirmed),
                                   std::pair(exposure::recognised, unconfirmed)})
        for (const auto wanted : {waiting, queued}) BOOST_TEST_CONTEXT(wanted << " with " << left)
            {
                const auto doomed = kept.add_channel();
                const auto id = kept.accept({doomed.id}).accepted.deliveries[0].id;
                kept.sql("UPDATE outbox_deliveries SET state = 'sending', attempt = 1 WHERE id = ?", {id});
                kept.box->async_remove_channel(owner_scope::of("ann"), doomed.id, asio::use_future).get().value();
                auto again = ending_in(wanted);
                again.left = left;
                BOOST_TEST(worker_says([&](store_session& s) { return s.end_attempt(id, 1, again, now); }));
                BOOST_TEST(kept.rows("SELECT state FROM outbox_deliveries WHERE id = ?", {id})[0].text(0) ==
                           to_string(to));
            }
}

BOOST_AUTO_TEST_CASE(without_its_channel_nothing_is_sent_again)
{
    put(unconfirmed);
    kept.box->async_remove_channel(owner_scope::of("ann"), channel.id, asio::use_future).get().value();
    const auto settled =
        kept.box->async_resolve(owner_scope::of("ann"), delivery, resolution::not_delivered, asio::use_future)
            .get()
            .value();
    BOOST_TEST(settled.state == failed);
    BOOST_TEST_REQUIRE(settled.failure.has_value());
    BOOST_TEST(settled.failure->code == "channel_removed");
    const auto retried = kept.box->async_retry(owner_scope::of("ann"), post_id(), asio::use_future).get();
    BOOST_TEST_REQUIRE(retried.has_error());
    BOOST_TEST(retried.error().code == errc::too_late);
}

BOOST_AUTO_TEST_SUITE_END()
