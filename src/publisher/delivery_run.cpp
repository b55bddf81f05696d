// SPDX-License-Identifier: BSL-1.0
#include "publisher/delivery_run.hpp"

#include "delivery/retry_policy.hpp"
#include "publisher/attempt_run.hpp"
#include "publisher/channel_problem.hpp"
#include "publisher/prepared_message.hpp"
#include "publisher/uuid_v7.hpp"
#include "publisher/wait_until.hpp"
#include "publisher/words.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <exception>
#include <random>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

namespace {

using std::chrono::milliseconds;

wall_time wall_now() { return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now()); }

milliseconds from_now(std::chrono::steady_clock::time_point until)
{
    return std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now());
}

/// A bound for what users and networks ask for, so that no sum overflows.
milliseconds bounded(milliseconds time, milliseconds longest) { return std::clamp(time, milliseconds(0), longest); }

bool names(const std::vector<std::string>& operations, std::string_view name)
{
    return std::find(operations.begin(), operations.end(), name) != operations.end();
}

double random_chance()
{
    std::random_device source;
    return std::generate_canonical<double, 32>(source);
}

} // namespace

delivery_run::delivery_run(const delivery_environment& environment, std::shared_ptr<const message> content, channel to)
    : environment_(environment),
      is_check_(!content),
      begun_(clock::now()),
      deadline_(begun_ + bounded(environment.options.time_limit, std::chrono::hours(24 * 365)))
{
    delivery_.to = std::move(to);
    delivery_.content = std::move(content);
    delivery_.created_at = wall_now();
    delivery_.id = new_delivery_id(delivery_.created_at);
    result_.delivery_id = delivery_.id;
    result_.connector = delivery_.to.connector;
    result_.channel = delivery_.to.label;
}

asio::awaitable<void> delivery_run::run()
{
    // Cancellation is asked for at each step instead of thrown: what may be claimed depends on how far it got.
    co_await asio::this_coro::reset_cancellation_state(asio::enable_partial_cancellation());
    co_await asio::this_coro::throw_if_cancelled(false);
    try
    {
        if (make_ready()) co_await deliver();
    }
    catch (const std::exception& e)
    {
        end_broken(e.what());
    }
    finish();
}

bool delivery_run::make_ready()
{
    delivery_.connector = registry_access::find(environment_.connectors, delivery_.to.connector);
    if (!delivery_.connector)
    {
        end(unknown_connector(delivery_.to.connector, environment_.connectors));
        return false;
    }
    const auto& info = delivery_.connector->info();
    if (is_check_)
    {
        if (!names(info.operations, "check"))
        {
            end(check_unsupported(info));
            return false;
        }
    }
    else
    {
        auto prepared = prepare(*delivery_.content, *delivery_.connector);
        delivery_.content = std::move(prepared.content);
        result_.notices = std::move(prepared.notices);
        if (prepared.problem)
        {
            end(*std::move(prepared.problem));
            return false;
        }
    }
    delivery_.look_up_origins();
    return true;
}

asio::awaitable<void> delivery_run::deliver()
{
    std::optional<attempt_outcome> last;
    for (;;)
    {
        for (auto now = clock::now(), free = resting_until(now); free > now;
             now = clock::now(), free = resting_until(now))
        {
            if (free >= deadline_) co_return end_resting(free, std::move(last));
            if (!co_await wait_until(free)) co_return end_cancelled(std::move(last));
        }

        attempt_run attempt(environment_, delivery_, nullptr, deadline_);
        auto outcome = co_await attempt.run();
        ++tries_;
        if (attempt.asked()) ++result_.attempts;
        if (outcome.failure && outcome.failure->kind == failure_class::rate_limited) ++rate_limited_;
        const auto wait = attempt.out_of_time() ? std::nullopt : wait_before_next(outcome);
        log_attempt(outcome, wait);
        if (!wait) co_return end(std::move(outcome));

        last = std::move(outcome);
        if (!co_await wait_until(clock::now() + *wait)) co_return end_cancelled(std::move(last));
    }
}

delivery_run::clock::time_point delivery_run::resting_until(clock::time_point now) const
{
    return environment_.rests.not_before(delivery_.to, delivery_.connector->info(), delivery_.origins, now);
}

std::optional<milliseconds> delivery_run::wait_before_next(const attempt_outcome& outcome) const
{
    if (!outcome.repeatable) return std::nullopt;
    retry_policy policy;
    policy.max_attempts = environment_.options.max_attempts;
    retry_standing standing;
    standing.attempts = tries_;
    standing.rate_limited = rate_limited_;
    standing.left = from_now(deadline_);
    standing.since_first = -from_now(begun_);
    return wait_before_retry(policy, outcome, standing, delivery_.connector->info().idempotency, random_chance());
}

void delivery_run::end(failure f)
{
    redact().hide(f);
    result_.state = delivery_state::failed;
    result_.failure = std::move(f);
}

void delivery_run::end(attempt_outcome outcome)
{
    result_.state = outcome.state;
    if (outcome.success)
    {
        result_.proof = outcome.success->proof;
        result_.remote_id = std::move(outcome.success->remote_id);
        result_.permalink = std::move(outcome.success->permalink);
    }
    result_.failure = std::move(outcome.failure);
    if (!result_.failure || !result_.failure->retry_after) return;
    if (result_.failure->advice.empty() && outcome.repeatable)
        result_.failure->advice = "Try again in " + in_words(*result_.failure->retry_after) + ".";
}

void delivery_run::end_resting(clock::time_point until, std::optional<attempt_outcome> last)
{
    const auto wait = from_now(until);
    if (last)
    {
        last->failure->retry_after = wait;
        return end(*std::move(last));
    }
    failure f;
    f.kind = failure_class::rate_limited;
    f.code = "rate_limited";
    f.what = delivery_.connector->info().name + " has asked for a pause, which is not over yet.";
    f.advice = "Try again in " + in_words(wait) + ".";
    f.retry_after = wait;
    end(std::move(f));
}

void delivery_run::end_cancelled(std::optional<attempt_outcome> last)
{
    if (last && last->left != exposure::nothing) return end(*std::move(last));
    failure f;
    f.kind = failure_class::transient;
    f.code = cancelled_code;
    f.what = "It was cancelled.";
    if (last) f.what += " The try before had failed: " + last->failure->what;
    end(std::move(f));
    result_.state = delivery_state::cancelled;
}

void delivery_run::end_broken(std::string_view what)
{
    const bool clean = delivery_.left == exposure::nothing;
    failure f;
    f.kind = clean ? failure_class::transient : failure_class::unconfirmed;
    f.code = internal_error_code;
    f.what = "An internal error ended the delivery: " + std::string(what);
    end(std::move(f));
    if (!clean) result_.state = delivery_state::unconfirmed;
}

void delivery_run::finish()
{
    result_.elapsed = std::chrono::duration_cast<milliseconds>(clock::now() - begun_);
    result_.changed_settings = delivery_.changed;
    if (!result_.notices.empty())
    {
        const auto redacted = redact();
        for (auto& n : result_.notices) redacted.hide(n);
    }
    if (environment_.options.log) log_end();
}

redactor delivery_run::redact() const
{
    return {delivery_.to.settings, delivery_.changed, delivery_.connector ? &delivery_.connector->info() : nullptr};
}

void delivery_run::log_attempt(const attempt_outcome& outcome, std::optional<milliseconds> wait) const
{
    if (!environment_.options.log) return;
    const auto number = std::to_string(tries_);
    const auto wait_ms = wait ? std::to_string(wait->count()) : std::string();
    log_record record;
    record.level = log_level::debug;
    record.text = wait ? "attempt failed, trying again" : "attempt ended";
    record.fields = {{"delivery", result_.delivery_id},
                     {"connector", result_.connector},
                     {"attempt", number},
                     {"state", to_string(outcome.state)}};
    if (outcome.failure) record.fields.emplace_back("code", outcome.failure->code);
    if (wait) record.fields.emplace_back("wait_ms", wait_ms);
    environment_.options.log(record);
}

void delivery_run::log_end() const
{
    const auto label = redact()(result_.channel);
    const auto attempts = std::to_string(result_.attempts);
    const auto elapsed = std::to_string(result_.elapsed.count());
    log_record record;
    record.level = log_level::info;
    record.text = is_check_ && delivery_.connector ? "check ended" : "delivery ended";
    record.fields = {{"delivery", result_.delivery_id},   {"connector", result_.connector}, {"channel", label},
                     {"state", to_string(result_.state)}, {"attempts", attempts},           {"elapsed_ms", elapsed}};
    if (result_.failure)
    {
        record.fields.emplace_back("class", to_string(result_.failure->kind));
        record.fields.emplace_back("code", result_.failure->code);
        record.fields.emplace_back("what", result_.failure->what);
    }
    environment_.options.log(record);
}

} // namespace multipost
