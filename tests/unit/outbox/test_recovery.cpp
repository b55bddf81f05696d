// SPDX-License-Identifier: BSL-1.0
// What becomes of a delivery that was under way when the process died.
#include "kept_outbox.hpp"
#include "outbox/interruption_verdict.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;
using enum delivery_state;

namespace asio = boost::asio;

namespace {

constexpr wall_time begun{1'764'000'000'000ms};

struct recovery
{
    /// Begins a delivery to a channel of a connector, and dies.
    std::string die_while_sending(std::string_view connector, exposure seen)
    {
        const auto id = kept.accept({kept.add_channel("ann", connector).id}).accepted.deliveries[0].id;
        kept.work([&](store_session& s) {
            for (const auto& d : s.claim(kept_outbox::soon(), 100, {}).due)
                if (d.id == id) BOOST_TEST(s.begin_attempt(d, seen, kept_outbox::soon()).has_value());
        });
        return id;
    }

    void restart()
    {
        kept.close();
        kept.open();
    }

    post_delivery found(const std::string& id)
    {
        const auto p = kept.rows("SELECT post FROM outbox_deliveries WHERE id = ?", {id})[0].text(0);
        for (const auto& d : kept.find(p).deliveries)
            if (d.id == id) return d;
        throw std::logic_error("it is gone");
    }

    kept_outbox kept;
};

idempotency_info remembers_for(std::chrono::seconds time) { return {idempotency_info::kind::timed, time}; }

} // namespace

BOOST_FIXTURE_TEST_SUITE(an_interrupted_delivery, recovery)

BOOST_AUTO_TEST_CASE(it_is_judged_by_what_may_be_seen_and_what_the_network_remembers)
{
    const idempotency_info none;
    const idempotency_info unbounded{idempotency_info::kind::unbounded, 0s};
    struct expectation
    {
        exposure seen;
        std::optional<idempotency_info> network;
        std::chrono::milliseconds later;
        delivery_state to;
    };
    const expectation table[] = {
        {exposure::nothing, none, 0ms, queued},
        {exposure::nothing, std::nullopt, 0ms, queued},
        {exposure::parts, none, 0ms, queued},
        {exposure::doubtful, none, 0ms, unconfirmed},
        {exposure::doubtful, unbounded, 0ms, unconfirmed},
        {exposure::doubtful, remembers_for(1h), 0ms, unconfirmed},
        {exposure::recognised, none, 0ms, unconfirmed},
        {exposure::recognised, std::nullopt, 0ms, unconfirmed},
        {exposure::recognised, unbounded, 9999h, waiting},
        {exposure::recognised, remembers_for(1h), 0ms, waiting},
        {exposure::recognised, remembers_for(1h), 58min, waiting},
        {exposure::recognised, remembers_for(1h), 59min, unconfirmed},
        {exposure::recognised, remembers_for(1h), 2h, unconfirmed},
        {exposure::recognised, remembers_for(1h), -1ms, unconfirmed},
    };
    for (const auto& e : table) BOOST_TEST_CONTEXT(e.seen << ", " << e.later.count() << " ms later")
        {
            const auto verdict = judge({e.seen, begun, "Team", e.network}, begun + e.later);
            BOOST_TEST(verdict.state == e.to);
            BOOST_TEST(verdict.failure.has_value() == (e.to != queued));
            if (!verdict.failure) continue;
            BOOST_TEST(verdict.failure->code == "interrupted");
            BOOST_TEST((verdict.failure->kind == failure_class::unconfirmed) == (e.to == unconfirmed));
            BOOST_TEST(verdict.failure->what.find("Team") != std::string::npos);
        }
}

BOOST_AUTO_TEST_CASE(a_request_on_its_way_makes_it_more_visible_never_less)
{
    using enum exposure;
    for (const auto before : {nothing, parts, recognised, doubtful})
    {
        BOOST_TEST(exposure_with(before, effect::prepares) == before);
        BOOST_TEST(exposure_with(before, effect::publishes) == doubtful);
        BOOST_TEST(exposure_with(before, effect::publishes_once) == std::max(before, recognised));
    }
}

BOOST_AUTO_TEST_CASE(after_a_restart_each_is_where_it_was_judged_to_be)
{
    const auto untouched = kept.accept({kept.add_channel().id}).accepted.deliveries[0].id;
    const auto prepared = die_while_sending("plain", exposure::nothing);
    const auto in_parts = die_while_sending("thread", exposure::parts);
    const auto in_doubt = die_while_sending("plain", exposure::doubtful);
    const auto known = die_while_sending("keyed", exposure::recognised);
    restart();
    BOOST_TEST(found(untouched).state == queued);
    BOOST_TEST(found(untouched).attempts == 0U);
    BOOST_TEST(found(prepared).state == queued);
    BOOST_TEST(found(in_parts).state == queued);
    BOOST_TEST(found(known).state == waiting);
    const auto doubtful = found(in_doubt);
    BOOST_TEST(doubtful.state == unconfirmed);
    BOOST_TEST_REQUIRE(doubtful.failure.has_value());
    BOOST_TEST(doubtful.failure->code == "interrupted");
    BOOST_TEST_REQUIRE(doubtful.attempts_made.size() == 1U);
    BOOST_TEST(!doubtful.attempts_made[0].ended_at.has_value());
    BOOST_TEST(doubtful.attempts_made[0].state == unconfirmed);

    for (const auto& d : kept.claim(kept_outbox::soon()).due)
    {
        BOOST_TEST(d.id != in_doubt);
        BOOST_TEST(d.interruptions == (d.id == untouched ? 0U : 1U));
        if (d.id == known) BOOST_TEST(d.left == exposure::recognised);
        if (d.id == in_parts) BOOST_TEST(d.left == exposure::parts);
    }
    BOOST_TEST(kept.claim(kept_outbox::soon()).due.size() == 4U);
}

BOOST_AUTO_TEST_CASE(interruptions_are_counted_until_the_user_asks_anew)
{
    const auto id = die_while_sending("plain", exposure::nothing);
    for (unsigned times = 1; times != 4; ++times)
    {
        restart();
        const auto due = kept.claim(kept_outbox::soon()).due;
        BOOST_TEST_REQUIRE(due.size() == 1U);
        BOOST_TEST(due[0].interruptions == times);
        kept.work([&](store_session& s) {
            BOOST_TEST(s.begin_attempt(due[0], exposure::nothing, kept_outbox::soon()).has_value());
        });
    }
    kept.sql("UPDATE outbox_deliveries SET state = 'failed'");
    const auto p = kept.rows("SELECT post FROM outbox_deliveries WHERE id = ?", {id})[0].text(0);
    kept.box->async_retry(owner_scope::of("ann"), p, asio::use_future).get().value();
    BOOST_TEST(kept.claim(kept_outbox::soon()).due.at(0).interruptions == 0U);
}

BOOST_AUTO_TEST_CASE(what_lost_its_channel_meanwhile_ends)
{
    const auto seen = die_while_sending("keyed", exposure::recognised);
    const auto unseen = die_while_sending("plain", exposure::nothing);
    for (const auto& id : {seen, unseen})
        kept.box->async_remove_channel(owner_scope::of("ann"), found(id).channel, asio::use_future).get().value();
    restart();
    BOOST_TEST(found(seen).state == unconfirmed);
    BOOST_TEST(found(unseen).state == cancelled);
    BOOST_TEST(kept.claim(kept_outbox::soon()).due.empty());
}

BOOST_AUTO_TEST_CASE(the_late_word_of_an_attempt_from_before_counts_nothing)
{
    const auto id = die_while_sending("plain", exposure::nothing);
    restart();
    const auto before = kept.row_of(id);
    kept.work([&](store_session& s) {
        delivery_ending e;
        e.state = delivered;
        BOOST_TEST(!s.end_attempt(id, 1, e, kept_outbox::soon()));
        BOOST_TEST(!s.note_exposure(id, 1, exposure::doubtful));
        BOOST_TEST(!s.store_checkpoint(id, 1, "x", exposure::parts));
    });
    BOOST_TEST(kept.row_of(id) == before);
}

BOOST_AUTO_TEST_CASE(the_log_tells_how_many_there_were)
{
    static_cast<void>(die_while_sending("plain", exposure::doubtful));
    static_cast<void>(die_while_sending("plain", exposure::nothing));
    kept.close();
    std::string told;
    kept.options.log = [&](const log_record& r) {
        for (const auto& [name, value] : r.fields) told += std::string(name) + "=" + std::string(value) + " ";
    };
    kept.open();
    BOOST_TEST(told == "interrupted=2 unconfirmed=1 ");
}

BOOST_AUTO_TEST_SUITE_END()
