// SPDX-License-Identifier: BSL-1.0
#include "dispatch_samples.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;

namespace {

attempt_report report_of(attempt_outcome outcome)
{
    attempt_report out;
    out.outcome = std::move(outcome);
    out.asked = true;
    out.began_at = now - 1s;
    out.elapsed = 20ms;
    return out;
}

attempt_outcome failed_as(failure_class kind, bool repeatable, exposure left = exposure::nothing)
{
    attempt_outcome out;
    out.state = left == exposure::nothing ? delivery_state::failed : delivery_state::unconfirmed;
    out.failure.emplace();
    out.failure->kind = kind;
    out.failure->code = "refused";
    out.failure->what = "The network refused it.";
    out.repeatable = repeatable;
    out.left = left;
    return out;
}

dispatch_verdict judged(const claimed_delivery& claimed, const attempt_outcome& outcome,
                        const idempotency_info& idempotency = {}, double chance = 0.5)
{
    return judge(claimed, report_of(outcome), idempotency, limits(), now, chance);
}

idempotency_info remembered_for(std::chrono::seconds time)
{
    idempotency_info out;
    out.how = idempotency_info::kind::timed;
    out.valid_for = time;
    return out;
}

idempotency_info remembered_for_ever()
{
    idempotency_info out;
    out.how = idempotency_info::kind::unbounded;
    return out;
}

/// Planned for that long ago, and never tried.
claimed_delivery planned(std::chrono::milliseconds ago, std::chrono::seconds send_within)
{
    auto claimed = due("1");
    claimed.state = delivery_state::scheduled;
    claimed.due_since = now - ago;
    claimed.planned_for = now - ago;
    claimed.send_within = send_within;
    return claimed;
}

} // namespace

BOOST_AUTO_TEST_SUITE(dispatch_rules_before_an_attempt)

BOOST_AUTO_TEST_CASE(what_is_due_is_sent) { BOOST_TEST(!why_not_to_send(due("1"), limits(), now).has_value()); }

BOOST_AUTO_TEST_CASE(a_channel_that_needs_attention_fails_what_is_due_with_its_problem)
{
    auto claimed = due("1");
    claimed.obstacle.emplace();
    claimed.obstacle->kind = failure_class::auth;
    claimed.obstacle->code = "token_revoked";
    const auto ending = why_not_to_send(claimed, limits(), now).value();
    BOOST_TEST(ending.state == delivery_state::failed);
    BOOST_TEST(ending.failure.value().code == "token_revoked");
    BOOST_TEST(!ending.counts_as_try);
}

BOOST_AUTO_TEST_CASE(what_fails_unsent_stays_in_doubt_when_it_was)
{
    for (const auto left : {exposure::parts, exposure::recognised, exposure::doubtful})
    {
        auto claimed = due("1");
        claimed.left = left;
        claimed.obstacle.emplace();
        claimed.obstacle->kind = failure_class::auth;
        claimed.obstacle->what = "The token was revoked.";
        const auto ending = why_not_to_send(claimed, limits(), now).value();
        BOOST_TEST(ending.state == delivery_state::unconfirmed);
        BOOST_TEST(ending.left == left);
        BOOST_TEST(ending.failure.value().kind == failure_class::unconfirmed);
        BOOST_TEST(ending.failure.value().what.starts_with("The token was revoked. "));
    }
}

BOOST_AUTO_TEST_CASE(what_brought_the_process_down_too_often_is_not_tried_again)
{
    auto claimed = due("1");
    claimed.interruptions = 2;
    BOOST_TEST(!why_not_to_send(claimed, limits(), now).has_value());
    claimed.interruptions = 3;
    const auto ending = why_not_to_send(claimed, limits(), now).value();
    BOOST_TEST(ending.state == delivery_state::failed);
    BOOST_TEST(ending.failure.value().code == interrupted_repeatedly_code);
    BOOST_TEST(ending.failure.value().what == "The program ended 3 times while this was being sent.");
}

BOOST_AUTO_TEST_CASE(what_is_too_old_is_given_up_with_its_last_failure)
{
    auto claimed = due("1");
    claimed.due_since = now - 24h; // within them still
    BOOST_TEST(!why_not_to_send(claimed, limits(), now).has_value());
    claimed.due_since = now - 24h - 1ms;
    BOOST_TEST(why_not_to_send(claimed, limits(), now).value().failure.value().code == too_old_code);
    claimed.last_failure.emplace();
    claimed.last_failure->code = "no_service";
    claimed.last_failure->what = "It was down";
    const auto ending = why_not_to_send(claimed, limits(), now).value();
    BOOST_TEST(ending.state == delivery_state::failed);
    BOOST_TEST(ending.failure.value().code == "no_service");
    BOOST_TEST(ending.failure.value().what == "It was down. It was given up after 24 hours.");
}

BOOST_AUTO_TEST_CASE(what_is_later_than_its_schedule_allows_is_missed)
{
    BOOST_TEST(!why_not_to_send(planned(1h, 1h), limits(), now).has_value());
    BOOST_TEST(!why_not_to_send(planned(47h, 48h), limits(), now).has_value()); // beyond max_age
    const auto ending = why_not_to_send(planned(1h, 59min), limits(), now).value();
    BOOST_TEST(ending.state == delivery_state::missed);
    BOOST_TEST(ending.failure.value().code == missed_code);
    BOOST_TEST(ending.failure.value().what ==
               "Its time came while it could not be sent. It was to go out within 59 minutes.");
}

BOOST_AUTO_TEST_CASE(what_was_tried_and_is_too_late_by_its_schedule_says_what_became_of_it)
{
    auto claimed = planned(49h, 48h);
    claimed.state = delivery_state::waiting;
    claimed.last_failure.emplace();
    claimed.last_failure->what = "It was down";
    BOOST_TEST(why_not_to_send(claimed, limits(), now).value().failure.value().what ==
               "It was down. It was to go out within 48 hours.");
    claimed.left = exposure::doubtful; // it may be there: that is not to be called missed
    BOOST_TEST(why_not_to_send(claimed, limits(), now).value().state == delivery_state::unconfirmed);
}

BOOST_AUTO_TEST_CASE(what_its_user_sends_after_all_is_not_bound_by_its_schedule)
{
    auto claimed = planned(2h, 1h);
    claimed.state = delivery_state::queued;
    claimed.due_since = now - 10min;
    BOOST_TEST(!why_not_to_send(claimed, limits(), now).has_value());
    claimed.planned_for = now - 48h;
    claimed.due_since = now - 24h - 1ms;
    BOOST_TEST(why_not_to_send(claimed, limits(), now).value().state == delivery_state::failed);
}

BOOST_AUTO_TEST_CASE(what_may_be_there_is_repeated_only_while_the_network_recognises_it)
{
    struct row
    {
        exposure left;
        idempotency_info idempotency;
        std::optional<wall_time> first;
        bool may_go;
    };
    const row table[] = {
        {exposure::nothing, {}, {}, true},
        {exposure::parts, {}, now - 1h, true},
        {exposure::recognised, {}, now - 1s, false},
        {exposure::recognised, remembered_for(3600s), now - 58min, true},
        {exposure::recognised, remembered_for(3600s), now - 59min, false}, // it would come too late
        {exposure::recognised, remembered_for(3600s), {}, false},
        {exposure::recognised, remembered_for(3600s), now + 1s, true},
        {exposure::recognised, remembered_for(3600s), now + 24h, false}, // the clock was set back
        {exposure::recognised, remembered_for_ever(), now - 24h * 365, true},
        {exposure::doubtful, remembered_for_ever(), now - 1s, false},
    };
    for (const auto& r : table) BOOST_TEST_CONTEXT("row " << &r - table)
        {
            auto claimed = due("1");
            claimed.left = r.left;
            claimed.first_attempt_at = r.first;
            const auto ending = why_not_to_repeat(claimed, r.idempotency, now);
            BOOST_TEST(!ending.has_value() == r.may_go);
            if (ending) BOOST_TEST(ending->state == delivery_state::unconfirmed);
        }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(dispatch_rules_after_an_attempt)

BOOST_AUTO_TEST_CASE(a_delivery_ends_with_its_proof)
{
    attempt_outcome outcome;
    outcome.state = delivery_state::delivered;
    outcome.success.emplace();
    outcome.success->proof = proof::id;
    outcome.success->remote_id = "42";
    outcome.success->permalink = "https://example.org/42";
    const auto verdict = judged(due("1"), outcome);
    BOOST_TEST(verdict.ending.state == delivery_state::delivered);
    BOOST_TEST(verdict.ending.proof == proof::id);
    BOOST_TEST(verdict.ending.remote_id == "42");
    BOOST_TEST(verdict.ending.permalink == "https://example.org/42");
    BOOST_TEST(verdict.ending.elapsed.count() == 20);
    BOOST_TEST(!verdict.rest_until.has_value());
    BOOST_TEST(!verdict.problem.has_value());
}

BOOST_AUTO_TEST_CASE(a_failure_ends_waits_or_troubles_its_channel_by_its_class)
{
    struct row
    {
        failure_class kind;
        bool repeatable;
        exposure left;
        delivery_state state;
        bool problem;
        bool rate_limited;
    };
    const auto none = exposure::nothing;
    const row table[] = {
        {failure_class::message_rejected, false, none, delivery_state::failed, false, false},
        {failure_class::channel_dead, false, none, delivery_state::failed, true, false},
        {failure_class::auth, false, none, delivery_state::failed, true, false},
        {failure_class::rate_limited, true, none, delivery_state::waiting, false, true},
        {failure_class::transient, true, none, delivery_state::waiting, false, false},
        {failure_class::transient, false, none, delivery_state::failed, false, false},
        {failure_class::unconfirmed, false, exposure::doubtful, delivery_state::unconfirmed, false, false},
        {failure_class::unconfirmed, true, exposure::parts, delivery_state::waiting, false, false},
        {failure_class::unconfirmed, true, exposure::recognised, delivery_state::waiting, false, false},
    };
    for (const auto& r : table) BOOST_TEST_CONTEXT("row " << &r - table)
        {
            const auto verdict = judged(due("1"), failed_as(r.kind, r.repeatable, r.left), remembered_for_ever());
            BOOST_TEST(verdict.ending.state == r.state);
            BOOST_TEST(verdict.ending.left == r.left);
            BOOST_TEST(verdict.ending.failure.value().what == "The network refused it.");
            BOOST_TEST(verdict.problem.has_value() == r.problem);
            BOOST_TEST(verdict.ending.rate_limited == r.rate_limited);
            BOOST_TEST(verdict.ending.counts_as_try);
        }
}

BOOST_AUTO_TEST_CASE(the_backoff_doubles_and_is_drawn_from_zero)
{
    struct row
    {
        unsigned tries;
        double chance;
        std::chrono::milliseconds wait;
    };
    const row table[] = {{0, 0.0, 0ms}, {0, 0.5, 1s}, {1, 0.5, 2s}, {2, 0.75, 6s}, {3, 0.999, 15984ms}, {6, 0.5, 64s}};
    for (const auto& r : table) BOOST_TEST_CONTEXT("row " << &r - table)
        {
            auto claimed = due("1");
            claimed.tries = r.tries;
            const auto verdict = judged(claimed, failed_as(failure_class::transient, true), {}, r.chance);
            BOOST_TEST((verdict.ending.due_at - now).count() == r.wait.count());
        }
}

BOOST_AUTO_TEST_CASE(a_retry_after_is_kept_lengthened_a_little_and_no_longer_than_a_day)
{
    struct row
    {
        std::chrono::milliseconds asked;
        delivery_state state;
        std::chrono::milliseconds wait;
        std::chrono::milliseconds rest;
    };
    const row table[] = {
        {120s, delivery_state::waiting, 126s, 120s},
        {0s, delivery_state::waiting, 1s, 0s},
        {-5s, delivery_state::waiting, 1s, 0s},
        {30 * 24h, delivery_state::failed, 0s, 24h}, // beyond max_age
    };
    for (const auto& r : table) BOOST_TEST_CONTEXT("row " << &r - table)
        {
            auto outcome = failed_as(failure_class::rate_limited, true);
            outcome.failure->retry_after = r.asked;
            const auto verdict = judged(due("1"), outcome);
            BOOST_TEST(verdict.ending.state == r.state);
            if (r.state == delivery_state::waiting) BOOST_TEST((verdict.ending.due_at - now).count() == r.wait.count());
            BOOST_TEST((verdict.rest_until.value_or(now) - now).count() == r.rest.count());
        }
}

BOOST_AUTO_TEST_CASE(what_would_be_tried_again_too_late_for_its_schedule_is_missed)
{
    auto refused = failed_as(failure_class::rate_limited, true);
    refused.failure->retry_after = 10min;
    const auto verdict = judged(planned(1s, 60s), refused);
    BOOST_TEST(verdict.ending.state == delivery_state::missed);
    BOOST_TEST(verdict.ending.failure.value().code == missed_code);
    BOOST_TEST(verdict.ending.failure.value().what == "The network refused it. It was to go out within 60 seconds.");
    BOOST_TEST(judged(planned(1s, 1h), refused).ending.state == delivery_state::waiting);

    // Given up for its tries, and not for its time.
    auto tired = planned(1s, 60s);
    tired.tries = limits().retry.max_attempts - 1;
    BOOST_TEST(judged(tired, failed_as(failure_class::transient, true)).ending.state == delivery_state::failed);
}

BOOST_AUTO_TEST_CASE(only_a_rest_of_the_channel_itself_is_put_down_for_it)
{
    for (const auto scope : {limit_scope::channel, limit_scope::credential, limit_scope::origin})
    {
        auto refused = failed_as(failure_class::rate_limited, true);
        refused.failure->retry_after = 60s;
        refused.failure->retry_scope = scope;
        BOOST_TEST(judged(due("1"), refused).rest_until.has_value() == (scope == limit_scope::channel));

        attempt_outcome taken;
        taken.state = delivery_state::delivered;
        taken.success.emplace();
        taken.success->pause = 60s;
        taken.success->pause_scope = scope;
        BOOST_TEST(judged(due("1"), taken).rest_until.has_value() == (scope == limit_scope::channel));
    }
}

BOOST_AUTO_TEST_CASE(attempts_are_limited_and_rate_limits_are_none)
{
    struct row
    {
        unsigned tries;
        unsigned rate_limited;
        failure_class kind;
        delivery_state state;
    };
    const row table[] = {
        {6, 0, failure_class::transient, delivery_state::waiting},
        {7, 0, failure_class::transient, delivery_state::failed},
        {7, 1, failure_class::transient, delivery_state::waiting},
        {7, 0, failure_class::rate_limited, delivery_state::waiting},
        {50, 50, failure_class::transient, delivery_state::waiting},
        {99, 99, failure_class::rate_limited, delivery_state::failed}, // a bound of their own
    };
    for (const auto& r : table) BOOST_TEST_CONTEXT("row " << &r - table)
        {
            auto claimed = due("1");
            claimed.tries = r.tries;
            claimed.rate_limited = r.rate_limited;
            BOOST_TEST(judged(claimed, failed_as(r.kind, true)).ending.state == r.state);
        }
    auto claimed = due("1");
    claimed.tries = 7;
    const auto verdict = judged(claimed, failed_as(failure_class::transient, true));
    BOOST_TEST(verdict.ending.failure.value().what == "The network refused it. It was given up after 8 tries.");
}

BOOST_AUTO_TEST_CASE(nothing_is_tried_beyond_its_age_or_the_networks_memory)
{
    auto old = due("1");
    old.due_since = now - 24h + 1s;
    const auto late = judged(old, failed_as(failure_class::transient, true));
    BOOST_TEST(late.ending.state == delivery_state::failed);
    BOOST_TEST(late.ending.failure.value().what ==
               "The network refused it. It was given up, because the next try would come too late.");

    const auto lost = failed_as(failure_class::unconfirmed, true, exposure::recognised);
    auto claimed = due("1");
    claimed.first_attempt_at = now - 3599s;
    BOOST_TEST(judged(claimed, lost, remembered_for(3600s), 0.0).ending.state == delivery_state::waiting);
    BOOST_TEST(judged(claimed, lost, remembered_for(3600s), 0.5).ending.state == delivery_state::unconfirmed);
    BOOST_TEST(judged(claimed, lost).ending.state == delivery_state::unconfirmed);
}

BOOST_AUTO_TEST_CASE(what_was_called_off_is_due_again_at_once_and_costs_no_try_unless_something_was_asked)
{
    auto outcome = failed_as(failure_class::transient, true);
    outcome.state = delivery_state::cancelled;
    outcome.failure->code = "cancelled";
    auto report = report_of(outcome);
    for (const bool asked : {false, true})
    {
        report.asked = asked;
        const auto verdict = judge(due("1"), report, {}, limits(), now, 0.5);
        BOOST_TEST(verdict.ending.state == delivery_state::queued);
        BOOST_TEST((verdict.ending.due_at == now));
        BOOST_TEST(verdict.ending.counts_as_try == asked);
        BOOST_TEST(verdict.ending.failure.value().code == stopped_code);
    }
}

BOOST_AUTO_TEST_SUITE_END()
