// SPDX-License-Identifier: BSL-1.0
#include "outbox/worker_delivery.hpp"

#include "delivery/reminder.hpp"
#include "publisher/channel_problem.hpp"
#include "publisher/prepared_message.hpp"
#include "publisher/redactor.hpp"
#include "publisher/wait_until.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

namespace {

using std::chrono::milliseconds;

failure unreadable_text(const error& reason)
{
    failure f;
    f.kind = failure_class::message_rejected;
    f.code = "bad_message";
    f.what = reason.what;
    return f;
}

failure broken(std::string_view what)
{
    failure f;
    f.kind = failure_class::transient;
    f.code = internal_error_code;
    f.what = "An internal error ended the delivery: " + std::string(what);
    return f;
}

/// How an attempt ended that could not say so itself.
///
/// @param noted  what the store says readers may see
attempt_outcome broken_off(exposure noted)
{
    attempt_outcome outcome;
    outcome.left = noted;
    outcome.repeatable = noted == exposure::nothing;
    outcome.state = outcome.repeatable ? delivery_state::failed : delivery_state::unconfirmed;
    outcome.failure = broken("it broke off.");
    remind(*outcome.failure, noted);
    return outcome;
}

/// What the store is told when an attempt has ended.
struct attempt_record
{
    claimed_delivery claimed;
    std::optional<unsigned> attempt; ///< nothing: the store has not heard of it yet
    dispatch_verdict verdict;
    channel changed_from;
    channel_settings unstored_settings;
    wall_time began_at{};
    wall_time ended_at{};

    void move(milliseconds by)
    {
        for (auto* const time : {&verdict.ending.due_at, &began_at, &ended_at}) *time += by;
        if (verdict.rest_until) *verdict.rest_until += by;
    }

    void operator()(store_session& s) const
    {
        const auto number = attempt ? attempt : s.begin_attempt(claimed, claimed.left, began_at);
        if (number) (void)s.end_attempt(claimed.id, *number, verdict.ending, ended_at);
        if (!unstored_settings.empty())
            (void)s.store_settings(claimed.channel_id, changed_from, unstored_settings, ended_at);
        if (verdict.problem)
            (void)s.note_problem(claimed.channel_id, claimed.channel_revision, *verdict.problem, ended_at);
        if (verdict.rest_until) s.rest_channel(claimed.channel_id, *verdict.rest_until);
    }
};

struct unsent_record
{
    claimed_delivery claimed;
    delivery_ending ending;
    wall_time ended_at{};

    void move(milliseconds by)
    {
        for (auto* const time : {&ending.due_at, &ended_at}) *time += by;
    }

    void operator()(store_session& s) const { (void)s.end_unsent(claimed, ending, ended_at); }
};

struct rest_record
{
    std::string channel;
    wall_time until{};

    void move(milliseconds by) { until += by; }

    void operator()(store_session& s) const { s.rest_channel(channel, until); }
};

/// Writes a record whose times were taken at `taken`, by the clock as it is then.
template <class Record>
worker_work by_the_clock(const clock_watch& taken, Record record)
{
    return [taken, record = std::move(record)](store_session& s, const clock_watch& now) {
        const auto step = now.step_since(taken);
        if (!step) return record(s);
        auto moved = record;
        moved.move(step->by);
        moved(s);
    };
}

} // namespace

worker_delivery::worker_delivery(std::shared_ptr<const worker_context> context, claimed_delivery claimed,
                                 const clock_watch& claimed_by)
    : context_(std::move(context)),
      claimed_(std::move(claimed)),
      clock_(claimed_by)
{
    delivery_.to = claimed_.to;
    delivery_.id = claimed_.id;
    delivery_.created_at = claimed_.created_at;
    delivery_.checkpoint = claimed_.checkpoint;
    delivery_.left = claimed_.left;
}

asio::awaitable<void> worker_delivery::run()
{
    // Cancellation is asked for at each step instead of thrown: what may be claimed depends on how far it got.
    co_await asio::this_coro::reset_cancellation_state(asio::enable_partial_cancellation());
    co_await asio::this_coro::throw_if_cancelled(false);
    for (bool over = false; !over;)
    {
        try
        {
            if (journal_)
                co_await conclude_later();
            else
                co_await go();
            over = true;
        }
        catch (const std::exception& e)
        {
            // Out of memory, say. What has not begun can be claimed again; what has would be under way for ever.
            store_failed_ = true;
            over = !journal_ || context_->abandoned;
            log_trouble(e.what());
        }
    }
}

asio::awaitable<void> worker_delivery::go()
{
    const auto now = follow_clock();
    auto obstacle = make_ready_or_break(now);
    if (obstacle)
    {
        co_await record_unsent(*std::move(obstacle), now);
        co_return;
    }
    if (const auto until = resting_until(now))
    {
        co_await record_rest(*until);
        co_return;
    }
    co_await attempt();
}

std::optional<delivery_ending> worker_delivery::make_ready_or_break(wall_time now)
{
    try
    {
        return make_ready(now);
    }
    catch (const std::exception& e)
    {
        return ending_unsent(claimed_, broken(e.what()));
    }
}

std::optional<delivery_ending> worker_delivery::make_ready(wall_time now)
{
    if (auto ending = why_not_to_send(claimed_, context_->limits, now)) return ending;

    const auto& connectors = context_->stay->environment().connectors;
    delivery_.connector = registry_access::find(connectors, claimed_.to.connector);
    if (!delivery_.connector) return ending_unsent(claimed_, unknown_connector(claimed_.to.connector, connectors));
    if (auto ending = why_not_to_repeat(claimed_, delivery_.connector->info().idempotency, now)) return ending;

    auto written = message::from_markdown(claimed_.text);
    if (written.has_error()) return ending_unsent(claimed_, unreadable_text(written.error()));
    written->title = claimed_.title;
    written->link = claimed_.link;
    auto prepared = prepare(*written, *delivery_.connector);
    if (prepared.problem) return ending_unsent(claimed_, *std::move(prepared.problem));
    delivery_.content = std::move(prepared.content);
    delivery_.look_up_origins();
    return std::nullopt;
}

std::optional<wall_time> worker_delivery::resting_until(wall_time now) const
{
    const auto steady_now = context_->seams.steady_now();
    const auto free = context_->stay->environment().rests.not_before(delivery_.to, delivery_.connector->info(),
                                                                     delivery_.origins, steady_now);
    if (free <= steady_now) return std::nullopt;
    // Longer by up to a tenth, so that channels that rest together do not come back together.
    const auto rest = std::chrono::ceil<milliseconds>(free - steady_now);
    const auto longer = static_cast<double>(rest.count()) * context_->seams.chance() / 10;
    return now + rest + milliseconds(static_cast<milliseconds::rep>(longer));
}

asio::awaitable<void> worker_delivery::attempt()
{
    const auto& environment = context_->stay->environment();
    const auto began = clock::now();
    const auto deadline =
        began + std::clamp<milliseconds>(environment.options.time_limit, milliseconds(0), std::chrono::hours(24));
    report_.began_at = context_->seams.now();
    journal_.emplace(*context_, claimed_, deadline);
    attempt_run attempt(environment, delivery_, &*journal_, deadline);
    report_.outcome = co_await attempt.run();
    report_.asked = attempt.asked();
    report_.elapsed = std::chrono::duration_cast<milliseconds>(clock::now() - began);
    ended_ = true;
    co_await conclude();
}

/// Records what came of the attempt. May be done again, when it throws.
asio::awaitable<void> worker_delivery::conclude()
{
    store_failed_ = false;
    if (context_->abandoned) co_return;
    if (!journal_->attempt() && (journal_->too_late() || journal_->store_failed()))
    {
        store_failed_ = journal_->store_failed();
        co_return;
    }
    if (!ended_) report_.outcome = broken_off(journal_->noted());
    const auto now = follow_clock();
    auto verdict = judge(claimed_, report_, delivery_.connector->info().idempotency, context_->limits, now,
                         context_->seams.chance());
    co_await record_attempt(std::move(verdict), now);
}

asio::awaitable<void> worker_delivery::conclude_later()
{
    co_await leave_store_alone();
    co_await conclude();
}

wall_time worker_delivery::follow_clock()
{
    const auto wall = context_->seams.now();
    const auto since_boot = context_->seams.since_boot();
    const auto step = clock_.step_until(wall, since_boot);
    if (!step) return wall;
    claimed_.due_since += step->by;
    // It may be the machine that stood still, and the network that has forgotten meanwhile.
    if (claimed_.first_attempt_at) *claimed_.first_attempt_at += std::min(step->by, milliseconds(0));
    report_.began_at += step->by;
    clock_.follow(wall, since_boot);
    return wall;
}

asio::awaitable<void> worker_delivery::record(worker_work work)
{
    while (!context_->abandoned)
    {
        const auto error = co_await transact(*context_, work);
        if (!error) co_return;
        log_trouble("what became of a delivery cannot be stored yet");
        co_await leave_store_alone();
    }
}

asio::awaitable<void> worker_delivery::leave_store_alone()
{
    const auto until = clock::now() + patience_.next();
    // The attempt is over; a cancellation from now on means the wait.
    co_await asio::this_coro::reset_cancellation_state(asio::enable_partial_cancellation());
    (void)co_await wait_until(until);
}

asio::awaitable<void> worker_delivery::record_unsent(delivery_ending ending, wall_time now)
{
    if (ending.failure)
    {
        const auto* info = delivery_.connector ? &delivery_.connector->info() : nullptr;
        const redactor redact(delivery_.to.settings, delivery_.changed, info);
        redact.hide(*ending.failure);
    }
    log_end(ending, claimed_.last_attempt);
    unsent_record ended{claimed_, std::move(ending), now};
    co_await record(by_the_clock(clock_, std::move(ended)));
}

asio::awaitable<void> worker_delivery::record_rest(wall_time until)
{
    rest_record rest{claimed_.channel_id, until};
    co_await record(by_the_clock(clock_, std::move(rest)));
}

asio::awaitable<void> worker_delivery::record_attempt(dispatch_verdict verdict, wall_time now)
{
    log_end(verdict.ending, journal_->attempt().value_or(claimed_.last_attempt + 1));
    attempt_record attempt;
    attempt.claimed = claimed_;
    attempt.attempt = journal_->attempt();
    attempt.verdict = std::move(verdict);
    attempt.changed_from = journal_->known_channel();
    attempt.unstored_settings = journal_->unstored_settings();
    attempt.began_at = report_.began_at;
    attempt.ended_at = now;
    co_await record(by_the_clock(clock_, std::move(attempt)));
}

void worker_delivery::log_end(const delivery_ending& ending, unsigned attempt) const noexcept
{
    if (!context_->log) return;
    try
    {
        const auto number = std::to_string(attempt);
        const auto elapsed = std::to_string(ending.elapsed.count());
        log_record record;
        record.level = log_level::info;
        record.text = "attempt ended";
        record.fields = {{"delivery", claimed_.id},
                         {"owner", claimed_.owner},
                         {"channel", claimed_.channel_id},
                         {"connector", claimed_.to.connector},
                         {"attempt", number},
                         {"state", to_string(ending.state)},
                         {"elapsed_ms", elapsed}};
        if (ending.failure)
        {
            record.fields.emplace_back("class", to_string(ending.failure->kind));
            record.fields.emplace_back("code", ending.failure->code);
        }
        context_->log(record);
    }
    catch (...)
    {
        // Out of memory, say. A line is lost, and not what became of the delivery.
    }
}

void worker_delivery::log_trouble(std::string_view text) const noexcept
{
    if (!context_->log) return;
    try
    {
        log_record record;
        record.level = log_level::warning;
        record.text = text;
        record.fields = {{"delivery", claimed_.id}, {"channel", claimed_.channel_id}};
        context_->log(record);
    }
    catch (...)
    {
        // As above.
    }
}

} // namespace multipost
