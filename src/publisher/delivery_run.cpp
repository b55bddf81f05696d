// SPDX-License-Identifier: BSL-1.0
#include "publisher/delivery_run.hpp"

#include "delivery/retry_policy.hpp"
#include "publisher/channel_mask.hpp"
#include "publisher/channel_problem.hpp"
#include "publisher/prepared_message.hpp"
#include "publisher/uuid_v7.hpp"
#include "publisher/words.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

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
      content_(std::move(content)),
      channel_(std::move(to)),
      created_at_(wall_now()),
      begun_(clock::now()),
      deadline_(begun_ + bounded(environment.options.time_limit, std::chrono::hours(24 * 365)))
{
    result_.delivery_id = new_delivery_id(created_at_);
    result_.connector = channel_.connector;
    result_.channel = channel_.label;
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
    connector_ = registry_access::find(environment_.connectors, channel_.connector);
    if (!connector_)
    {
        end(unknown_connector(channel_.connector, environment_.connectors));
        return false;
    }
    const auto& info = connector_->info();
    if (content_)
    {
        auto prepared = prepare(*content_, *connector_);
        content_ = std::move(prepared.content);
        result_.notices = std::move(prepared.notices);
        if (prepared.problem)
        {
            end(*std::move(prepared.problem));
            return false;
        }
    }
    else if (!names(info.operations, "check"))
    {
        end(check_unsupported(info));
        return false;
    }
    origins_ = permitted_origins(info.hosts, channel_.settings);
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

        auto outcome = co_await attempt();
        ++tries_;
        if (outcome.failure && outcome.failure->kind == failure_class::rate_limited) ++rate_limited_;
        left_ = outcome.left;
        note_rest(outcome);
        const auto wait = wait_before_next(outcome);
        log_attempt(outcome, wait);
        if (!wait) co_return end(std::move(outcome));

        last = std::move(outcome);
        if (!co_await wait_until(clock::now() + *wait)) co_return end_cancelled(std::move(last));
    }
}

asio::awaitable<attempt_outcome> delivery_run::attempt()
{
    asked_ = false;
    auto created = connector_->create(start_of_attempt());
    if (created.has_error())
    {
        attempt_outcome outcome;
        outcome.failure = unusable_channel(created.error());
        outcome.left = left_;
        if (left_ != exposure::nothing)
        {
            outcome.state = delivery_state::unconfirmed;
            outcome.failure->kind = failure_class::unconfirmed;
        }
        co_return outcome;
    }
    delivery_fsm fsm(std::move(*created), rules_of_attempt());
    operation_event event = started();
    for (;;)
    {
        auto step = fsm.resume(std::move(event), wall_now());
        if (auto* outcome = std::get_if<attempt_outcome>(&step)) co_return std::move(*outcome);
        if (const auto* request = std::get_if<http_request>(&step))
            event = co_await carry_out(*request);
        else if (const auto* wanted = std::get_if<sleep_for>(&step))
            event = co_await carry_out(*wanted);
        else if (auto* checkpoint = std::get_if<store_checkpoint>(&step))
            event = carry_out(std::move(*checkpoint));
        else
            event = carry_out(std::get<store_settings>(step));
    }
}

asio::awaitable<operation_event> delivery_run::carry_out(const http_request& request)
{
    static const std::vector<attachment> none;

    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none)
        co_return io_failure{io_error::connection, false, std::string(cancelled_code), "It was cancelled.", {}};
    if (clock::now() >= deadline_)
        co_return io_failure{io_error::timeout, false, std::string(time_limit_code), "Its time was over.", {}};

    if (!std::exchange(asked_, true)) ++result_.attempts;
    publication_asked_ = publication_asked_ || request.effect != effect::prepares;
    last_url_ = request.url;

    const auto& attachments = content_ ? content_->attachments : none;
    auto answered = co_await environment_.client.exchange(request, attachments, deadline_);
    if (auto* response = std::get_if<http_response>(&answered)) co_return std::move(*response);
    co_return std::get<io_failure>(std::move(answered));
}

asio::awaitable<operation_event> delivery_run::carry_out(const sleep_for& wanted)
{
    const auto until = clock::now() + wanted.time;
    out_of_time_ = until >= deadline_;
    if (out_of_time_) co_return cancel_wanted{true};
    if (!co_await wait_until(until)) co_return cancel_wanted();
    co_return timer_fired();
}

operation_event delivery_run::carry_out(store_checkpoint wanted)
{
    checkpoint_ = std::move(wanted.state);
    return stored();
}

operation_event delivery_run::carry_out(const store_settings& wanted)
{
    for (const auto& [name, value] : wanted.changed) changed_.insert_or_assign(name, value);
    origins_ = permitted_origins(connector_->info().hosts, settings_now());
    return stored();
}

/// False: cancelled meanwhile.
asio::awaitable<bool> delivery_run::wait_until(clock::time_point until)
{
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) co_return false;
    asio::steady_timer timer(co_await asio::this_coro::executor, until);
    const auto [ec] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return !ec;
}

channel_settings delivery_run::settings_now() const
{
    auto settings = channel_.settings;
    for (const auto& [name, value] : changed_) settings.insert_or_assign(name, value);
    return settings;
}

operation_start delivery_run::start_of_attempt() const
{
    operation_start start;
    start.kind = content_ ? operation_kind::deliver : operation_kind::check;
    start.settings = settings_now();
    start.content = content_;
    start.delivery_id = result_.delivery_id;
    start.created_at = created_at_;
    start.checkpoint = checkpoint_;
    return start;
}

attempt_rules delivery_run::rules_of_attempt() const
{
    attempt_rules rules;
    rules.origins = origins_;
    if (content_)
        for (const auto& a : content_->attachments) rules.attachment_bytes.push_back(a.bytes->size());
    rules.may_publish = content_ != nullptr;
    rules.before = left_;
    return rules;
}

delivery_run::clock::time_point delivery_run::resting_until(clock::time_point now) const
{
    return environment_.rests.not_before(channel_, connector_->info(), origins_, now);
}

void delivery_run::note_rest(const attempt_outcome& outcome)
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
    const auto origin = origin_of(last_url_);
    const auto now = clock::now();
    environment_.rests.rest(scope, channel_, connector_->info(), origin ? to_string(*origin) : std::string(),
                            now + bounded(time, std::chrono::hours(24)), now);
}

std::optional<milliseconds> delivery_run::wait_before_next(const attempt_outcome& outcome) const
{
    if (!outcome.repeatable || out_of_time_) return std::nullopt;
    retry_policy policy;
    policy.max_attempts = environment_.options.max_attempts;
    retry_standing standing;
    standing.attempts = tries_;
    standing.rate_limited = rate_limited_;
    standing.left = from_now(deadline_);
    standing.since_first = -from_now(begun_);
    return wait_before_retry(policy, outcome, standing, connector_->info().idempotency, random_chance());
}

void delivery_run::end(failure f)
{
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
    f.what = connector_->info().name + " has asked for a pause, which is not over yet.";
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
    failure f;
    f.kind = publication_asked_ ? failure_class::unconfirmed : failure_class::transient;
    f.code = "internal_error";
    f.what = "An internal error ended the delivery: " + std::string(what);
    end(std::move(f));
    if (publication_asked_) result_.state = delivery_state::unconfirmed;
}

void delivery_run::finish()
{
    result_.elapsed = std::chrono::duration_cast<milliseconds>(clock::now() - begun_);
    result_.changed_settings = changed_;
    // Making a mask costs more than all the rest of a usual delivery: it is made only for what can hold a secret.
    if (result_.failure) hide_secrets(*result_.failure, mask());
    for (auto* shown : {&result_.remote_id, &result_.permalink})
        if (!shown->empty() && shows_secret(*shown)) *shown = mask()(*shown);
    for (auto& n : result_.notices) n.what = mask()(n.what);
    if (environment_.options.log) log_end();
}

secret_mask delivery_run::mask() const
{
    if (!connector_) return mask_of(channel_.settings);
    auto both = mask_of(channel_.settings, connector_->info());
    for (const auto& [name, value] : changed_) both.add(value);
    return both;
}

bool delivery_run::shows_secret(std::string_view text) const
{
    const auto& info = connector_->info();
    return holds_secret(text, channel_.settings, info) || holds_secret(text, changed_, info);
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
    const auto label = mask()(result_.channel);
    const auto attempts = std::to_string(result_.attempts);
    const auto elapsed = std::to_string(result_.elapsed.count());
    log_record record;
    record.level = log_level::info;
    record.text = content_ || !connector_ ? "delivery ended" : "check ended";
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
