// SPDX-License-Identifier: BSL-1.0
#include "outbox/dispatch_rules.hpp"

#include "delivery/reminder.hpp"
#include "delivery/sentence.hpp"
#include "publisher/words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace multipost {

namespace {

using std::chrono::milliseconds;

/// What a network may ask for at most.
constexpr milliseconds longest_rest = std::chrono::hours(24);

/// The network's clock is not ours, and the repetition still has to get there: as in interruption_verdict.cpp.
constexpr milliseconds margin = std::chrono::minutes(1);

/// A clock that is corrected by less than this may be believed.
constexpr milliseconds correction = std::chrono::minutes(1);

bool is_recognised(const idempotency_info& idempotency, milliseconds since_first)
{
    switch (idempotency.how)
    {
    case idempotency_info::kind::none: return false;
    // A clock that was set back tells nothing of how long the network has remembered it.
    case idempotency_info::kind::timed:
        return since_first > -correction && since_first < idempotency.valid_for - margin;
    case idempotency_info::kind::unbounded: return true;
    }
    return false;
}

failure too_old(const claimed_delivery& claimed, milliseconds max_age)
{
    failure f;
    if (claimed.last_failure)
        f = *claimed.last_failure;
    else
    {
        f.kind = failure_class::transient;
        f.code = too_old_code;
        f.what = "It could not be sent in time.";
        f.advice = "Send it again if it still matters.";
    }
    f.retry_after.reset();
    f.what = as_sentence(std::move(f.what)) + " It was given up after " + in_words(max_age) + ".";
    return f;
}

/// How long a delivery may still go out.
struct lifetime
{
    milliseconds whole{0};
    milliseconds left{0};
    bool is_chosen = false; ///< by the post's author
};

lifetime lifetime_of(const claimed_delivery& claimed, const dispatch_limits& limits, wall_time now)
{
    // What its user has sent again after that was over, is no longer bound by it.
    if (claimed.send_within && claimed.planned_for && claimed.due_since <= *claimed.planned_for + *claimed.send_within)
        return {*claimed.send_within, *claimed.planned_for + *claimed.send_within - now, true};
    return {limits.max_age, limits.max_age - (now - claimed.due_since), false};
}

/// @param last  what the last try failed by, when there was one
failure missed(const std::optional<failure>& last, milliseconds whole)
{
    failure f;
    if (last)
        f = *last;
    else
    {
        f.kind = failure_class::transient;
        f.what = "Its time came while it could not be sent.";
    }
    f.code = missed_code;
    f.retry_after.reset();
    f.what = as_sentence(std::move(f.what)) + " It was to go out within " + in_words(whole) + ".";
    f.advice = "Send it now if it still matters.";
    return f;
}

failure interrupted_too_often(unsigned times)
{
    failure f;
    f.kind = failure_class::transient;
    f.code = interrupted_repeatedly_code;
    f.what = "The program ended " + std::to_string(times) + " times while this was being sent.";
    f.advice = "Ask who runs the program to look at its log; a plugin may be broken.";
    return f;
}

retry_standing standing_of(const claimed_delivery& claimed, const attempt_report& report, const dispatch_limits& limits,
                           wall_time now)
{
    const bool rate_limited = report.outcome.failure && report.outcome.failure->kind == failure_class::rate_limited;
    retry_standing out;
    out.attempts = claimed.tries + 1;
    out.rate_limited = claimed.rate_limited + (rate_limited ? 1U : 0U);
    out.left = lifetime_of(claimed, limits, now).left;
    out.since_first = now - claimed.first_attempt_at.value_or(report.began_at);
    return out;
}

/// Ends what could have been tried again, and says why it is not.
void give_up(delivery_ending& ending, const retry_standing& standing, const lifetime& time,
             const dispatch_limits& limits)
{
    auto& f = *ending.failure;
    const bool out_of_tries = standing.attempts - standing.rate_limited >= limits.retry.max_attempts;
    if (!out_of_tries && time.is_chosen && ending.state == delivery_state::failed)
    {
        ending.state = delivery_state::missed;
        f = missed(f, time.whole);
        return;
    }
    f.what = as_sentence(std::move(f.what));
    if (out_of_tries)
        f.what += " It was given up after " + std::to_string(standing.attempts) +
                  (standing.attempts == 1 ? " try." : " tries.");
    else
        f.what += " It was given up, because the next try would come too late.";
}

std::optional<wall_time> rest_after(const attempt_outcome& outcome, wall_time now)
{
    milliseconds time{0};
    if (outcome.success && outcome.success->pause_scope == limit_scope::channel)
        time = outcome.success->pause;
    else if (outcome.failure && outcome.failure->retry_after && outcome.failure->retry_scope == limit_scope::channel)
        time = *outcome.failure->retry_after;
    if (time <= milliseconds(0)) return std::nullopt;
    return now + std::min(time, longest_rest);
}

delivery_ending called_off(const attempt_report& report, wall_time now)
{
    delivery_ending ending;
    ending.state = delivery_state::queued;
    ending.due_at = now;
    ending.left = report.outcome.left;
    ending.counts_as_try = report.asked;
    ending.elapsed = report.elapsed;
    ending.failure = report.outcome.failure;
    if (ending.failure)
    {
        ending.failure->code = stopped_code;
        ending.failure->what = "It was called off before anything was published.";
    }
    return ending;
}

} // namespace

delivery_ending ending_unsent(const claimed_delivery& claimed, failure why)
{
    delivery_ending ending;
    ending.left = claimed.left;
    ending.state = claimed.left == exposure::nothing ? delivery_state::failed : delivery_state::unconfirmed;
    remind(why, claimed.left);
    ending.failure = std::move(why);
    ending.counts_as_try = false;
    return ending;
}

std::optional<delivery_ending> why_not_to_send(const claimed_delivery& claimed, const dispatch_limits& limits,
                                               wall_time now)
{
    if (claimed.obstacle) return ending_unsent(claimed, *claimed.obstacle);
    if (claimed.interruptions >= limits.max_interruptions)
        return ending_unsent(claimed, interrupted_too_often(claimed.interruptions));
    const auto time = lifetime_of(claimed, limits, now);
    if (time.left >= milliseconds(0)) return std::nullopt;
    const bool was_planned = claimed.state == delivery_state::scheduled || time.is_chosen;
    if (!was_planned) return ending_unsent(claimed, too_old(claimed, time.whole));
    auto ending = ending_unsent(claimed, missed(claimed.last_failure, time.whole));
    if (ending.state == delivery_state::failed) ending.state = delivery_state::missed;
    return ending;
}

std::optional<delivery_ending> why_not_to_repeat(const claimed_delivery& claimed, const idempotency_info& idempotency,
                                                 wall_time now)
{
    if (claimed.left == exposure::nothing || claimed.left == exposure::parts) return std::nullopt;
    // Without a first attempt on record nobody knows how long the network has remembered it.
    const auto since_first = claimed.first_attempt_at ? now - *claimed.first_attempt_at : milliseconds::max();
    if (claimed.left == exposure::recognised && is_recognised(idempotency, since_first)) return std::nullopt;

    failure f;
    f.kind = failure_class::unconfirmed;
    f.code = claimed.last_failure ? claimed.last_failure->code : std::string(interrupted_code);
    f.what = "It may be published already, and the network would not recognise a repetition any more.";
    f.advice = look_first;
    return ending_unsent(claimed, std::move(f));
}

dispatch_verdict judge(const claimed_delivery& claimed, const attempt_report& report,
                       const idempotency_info& idempotency, const dispatch_limits& limits, wall_time now, double chance)
{
    const auto& outcome = report.outcome;
    dispatch_verdict verdict;
    verdict.rest_until = rest_after(outcome, now);
    if (outcome.state == delivery_state::cancelled)
    {
        verdict.ending = called_off(report, now);
        return verdict;
    }

    auto& ending = verdict.ending;
    ending.state = outcome.state;
    ending.left = outcome.left;
    ending.elapsed = report.elapsed;
    ending.failure = outcome.failure;
    if (outcome.success)
    {
        ending.proof = outcome.success->proof;
        ending.remote_id = outcome.success->remote_id;
        ending.permalink = outcome.success->permalink;
        return verdict;
    }
    const auto kind = outcome.failure ? outcome.failure->kind : failure_class::unconfirmed;
    ending.rate_limited = kind == failure_class::rate_limited;
    if (kind == failure_class::auth || kind == failure_class::channel_dead) verdict.problem = outcome.failure;
    if (!outcome.repeatable) return verdict;

    const auto standing = standing_of(claimed, report, limits, now);
    if (const auto wait = wait_before_retry(limits.retry, outcome, standing, idempotency, chance))
    {
        ending.state = delivery_state::waiting;
        ending.due_at = now + *wait;
    }
    else if (ending.failure)
        give_up(ending, standing, lifetime_of(claimed, limits, now), limits);
    return verdict;
}

} // namespace multipost
