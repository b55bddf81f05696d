// SPDX-License-Identifier: BSL-1.0
#include "publisher/attempt_run.hpp"

#include "delivery/reminder.hpp"
#include "publisher/channel_problem.hpp"
#include "publisher/redactor.hpp"
#include "publisher/wait_until.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace multipost {

namespace {

using std::chrono::milliseconds;

wall_time wall_now() { return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now()); }

io_failure called_off() { return {io_error::connection, false, std::string(cancelled_code), "It was cancelled.", {}}; }

/// Why a request must not leave any more.
std::optional<io_failure> why_not(bool cancelled, attempt_run::clock::time_point deadline)
{
    if (cancelled) return called_off();
    if (attempt_run::clock::now() >= deadline)
        return io_failure{io_error::timeout, false, std::string(time_limit_code), "Its time was over.", {}};
    return std::nullopt;
}

} // namespace

/// Notes a request just before it leaves.
class attempt_run::noted_departure final : public departure_gate
{
public:
    noted_departure(attempt_run& attempt, exposure if_interrupted) : attempt_(attempt), if_interrupted_(if_interrupted)
    {}

    asio::awaitable<bool> before_first_byte() override
    {
        const bool noted = co_await attempt_.journal_->before_request(if_interrupted_);
        if (noted) attempt_.risked_ = if_interrupted_;
        co_return noted;
    }

private:
    attempt_run& attempt_;
    exposure if_interrupted_;
};

asio::awaitable<attempt_outcome> attempt_run::run()
{
    attempt_outcome outcome;
    try
    {
        outcome = co_await go();
    }
    catch (const std::exception& e)
    {
        outcome = broken(e.what());
    }
    delivery_.left = outcome.left;
    note_rest(outcome);
    const redactor redact(delivery_.to.settings, delivery_.changed, &delivery_.connector->info());
    redact.hide(outcome);
    co_return outcome;
}

asio::awaitable<attempt_outcome> attempt_run::go()
{
    auto created = delivery_.connector->create(start());
    if (created.has_error()) co_return unusable(created.error());
    delivery_fsm fsm(std::move(*created), rules());
    operation_event event = started();
    for (;;)
    {
        auto step = fsm.resume(std::move(event), wall_now());
        if (auto* outcome = std::get_if<attempt_outcome>(&step)) co_return std::move(*outcome);
        if (const auto* request = std::get_if<http_request>(&step))
            event = co_await carry_out(*request, fsm.left_if_interrupted());
        else if (const auto* wanted = std::get_if<sleep_for>(&step))
            event = co_await carry_out(*wanted);
        else if (auto* checkpoint = std::get_if<store_checkpoint>(&step))
            event = co_await carry_out(std::move(*checkpoint), fsm.left_if_interrupted());
        else
            event = co_await carry_out(std::get<store_settings>(std::move(step)));
    }
}

asio::awaitable<operation_event> attempt_run::carry_out(const http_request& request, exposure if_interrupted)
{
    static const std::vector<attachment> none;

    const auto before = co_await asio::this_coro::cancellation_state;
    if (auto reason = why_not(before.cancelled() != asio::cancellation_type::none, deadline_))
        co_return *std::move(reason);

    last_url_ = request.url;
    noted_departure gate(*this, if_interrupted);
    if (!journal_) risked_ = if_interrupted;

    const auto& attachments = delivery_.content ? delivery_.content->attachments : none;
    auto answered = co_await environment_.client.exchange(request, attachments, deadline_, journal_ ? &gate : nullptr);
    auto* failed = std::get_if<io_failure>(&answered);
    if (!failed)
    {
        asked_ = true;
        co_return std::get<http_response>(std::move(answered));
    }
    // What was called off before a byte left was not asked for.
    if (failed->request_sent || failed->code != cancelled_code) asked_ = true;
    co_return std::move(*failed);
}

asio::awaitable<operation_event> attempt_run::carry_out(const sleep_for& wanted)
{
    const auto until = clock::now() + wanted.time;
    out_of_time_ = until >= deadline_;
    if (out_of_time_) co_return cancel_wanted{true};
    const bool slept = co_await wait_until(until);
    if (!slept) co_return cancel_wanted();
    co_return timer_fired();
}

asio::awaitable<operation_event> attempt_run::carry_out(store_checkpoint wanted, exposure if_interrupted)
{
    if (journal_)
    {
        const bool noted = co_await journal_->store_checkpoint(wanted.state, if_interrupted);
        if (!noted) co_return cancel_wanted();
    }
    delivery_.checkpoint = std::move(wanted.state);
    risked_ = if_interrupted;
    co_return stored();
}

asio::awaitable<operation_event> attempt_run::carry_out(store_settings wanted)
{
    // They hold from now on, whether they could be noted or not.
    for (const auto& [name, value] : wanted.changed) delivery_.changed.insert_or_assign(name, value);
    delivery_.look_up_origins();
    if (journal_)
    {
        const bool noted = co_await journal_->store_settings(wanted.changed);
        if (!noted) co_return cancel_wanted();
    }
    co_return stored();
}

operation_start attempt_run::start() const
{
    operation_start start;
    start.kind = delivery_.content ? operation_kind::deliver : operation_kind::check;
    start.settings = delivery_.settings_now();
    start.content = delivery_.content;
    start.delivery_id = delivery_.id;
    start.created_at = delivery_.created_at;
    start.checkpoint = delivery_.checkpoint;
    return start;
}

attempt_rules attempt_run::rules() const
{
    attempt_rules rules;
    rules.origins = delivery_.origins;
    if (delivery_.content)
        for (const auto& a : delivery_.content->attachments) rules.attachment_bytes.push_back(a.bytes->size());
    rules.may_publish = delivery_.content != nullptr;
    rules.before = delivery_.left;
    return rules;
}

attempt_outcome attempt_run::unusable(const error& reason) const
{
    attempt_outcome outcome;
    outcome.failure = unusable_channel(reason);
    outcome.left = delivery_.left;
    if (outcome.left != exposure::nothing)
    {
        outcome.state = delivery_state::unconfirmed;
        remind(*outcome.failure, outcome.left);
    }
    return outcome;
}

attempt_outcome attempt_run::broken(std::string_view what) const
{
    attempt_outcome outcome;
    outcome.left = risked_;
    const bool clean = outcome.left == exposure::nothing;
    outcome.state = clean ? delivery_state::failed : delivery_state::unconfirmed;
    outcome.repeatable = clean;
    outcome.failure.emplace();
    outcome.failure->kind = clean ? failure_class::transient : failure_class::unconfirmed;
    outcome.failure->code = internal_error_code;
    outcome.failure->what = "An internal error ended the delivery: " + std::string(what);
    return outcome;
}

void attempt_run::note_rest(const attempt_outcome& outcome)
{
    milliseconds time{0};
    auto scope = limit_scope::channel;
    if (outcome.success)
    {
        time = outcome.success->pause;
        scope = outcome.success->pause_scope;
    }
    else if (outcome.failure && outcome.failure->retry_after)
    {
        time = *outcome.failure->retry_after;
        scope = outcome.failure->retry_scope;
    }
    if (time <= milliseconds(0)) return;
    // A bound for what networks ask for, so that no sum overflows.
    time = std::min<milliseconds>(time, std::chrono::hours(24));
    const auto origin = origin_of(last_url_);
    const auto now = clock::now();
    environment_.rests.rest(scope, delivery_.to, delivery_.connector->info(),
                            origin ? to_string(*origin) : std::string(), now + time, now);
}

} // namespace multipost
