// SPDX-License-Identifier: BSL-1.0
#include "outbox/worker.hpp"

#include "delivery/permitted_origin.hpp"
#include "outbox/worker_delivery.hpp"
#include "outbox/worker_transaction.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

namespace {

using std::chrono::milliseconds;

/// The clock may jump, and a wake-up from elsewhere may be missing: it is looked so often anyway.
constexpr milliseconds longest_sleep{1'000};

/// How long what was called off may take to be recorded.
constexpr milliseconds time_to_record{5'000};

/// A bound for what users ask for, so that no sum overflows.
constexpr milliseconds longest_stop = std::chrono::hours(24);

dispatch_limits limits_of(const outbox_worker_options& options)
{
    dispatch_limits out;
    out.retry.base = std::max(options.backoff_base, milliseconds(0));
    out.retry.cap = std::max(options.backoff_cap, milliseconds(0));
    out.retry.max_attempts = std::max(options.max_attempts, 1U);
    out.max_age = options.max_age;
    out.max_interruptions = std::max(options.max_interruptions, 1U);
    return out;
}

dispatch_bounds bounds_of(const outbox_worker_options& options)
{
    return {options.max_in_flight, options.max_in_flight_per_owner, options.max_in_flight_per_origin};
}

/// Whom a delivery speaks to first; empty when its connector is unknown.
std::string origin_of(const claimed_delivery& d, const connector_registry& connectors)
{
    const auto* const info = connectors.find(d.to.connector);
    if (!info) return {};
    const auto origins = permitted_origins(info->hosts, d.to.settings);
    return origins.empty() ? std::string() : to_string(origins.front());
}

/// Calls the handler on its executor, never from within.
void complete(worker::stop_handler handler, const asio::any_io_executor& own)
{
    asio::post(own, [own, handler = std::move(handler)]() mutable {
        const auto executor = asio::get_associated_executor(handler, own);
        asio::dispatch(executor, std::move(handler));
    });
}

} // namespace

worker::worker(std::shared_ptr<store> deliveries, publisher& sender, const outbox_worker_options& options,
               worker_seams seams)
    : sender_(sender),
      context_(std::make_shared<worker_context>()),
      queue_(bounds_of(options),
             [this](const claimed_delivery& d) { return origin_of(d, context_->stay->environment().connectors); })
{
    context_->deliveries = std::move(deliveries);
    context_->limits = limits_of(options);
    context_->log = options.log;
    context_->seams = std::move(seams);
}

void worker::start()
{
    const std::lock_guard lock(starting_);
    if (std::exchange(started_, true)) return;
    context_->stay = publisher_access::stay(sender_, shared_from_this());
    executor_ = context_->stay->serial_executor();
    timer_.emplace(executor_);
    context_->clock = std::make_shared<stored_clock>(context_->seams.now, context_->seams.since_boot);
    running_ = true;
    note_health();
    context_->deliveries->set_wakeup([weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->wake();
    });
    asio::co_spawn(executor_, run(), [self = shared_from_this()](const std::exception_ptr&) { self->finish(); });
}

void worker::wake()
{
    if (wake_posted_.exchange(true)) return;
    asio::post(executor_, [self = shared_from_this()] {
        self->wake_posted_ = false;
        self->queue_.look_again();
        self->stir();
    });
}

void worker::stop(milliseconds at_most, stop_handler handler)
{
    {
        const std::lock_guard lock(starting_);
        if (!std::exchange(started_, true))
        {
            // So that somebody runs the publisher's handlers.
            const auto stay = publisher_access::stay(sender_, shared_from_this());
            return complete(std::move(handler), sender_.get_executor());
        }
    }
    const auto by = clock::now() + std::clamp(at_most, milliseconds(0), longest_stop);
    asio::post(executor_, [self = shared_from_this(), by, handler = std::move(handler)]() mutable {
        if (!self->running_) return complete(std::move(handler), self->executor_);
        self->stop_handlers_.push_back(std::move(handler));
        self->stop_by_ = std::min(self->stop_by_.value_or(by), by);
        self->queue_.drop_claims();
        self->stir();
    });
}

void worker::abandon()
{
    {
        const std::lock_guard lock(starting_);
        if (!std::exchange(started_, true)) return;
    }
    if (context_->abandoned.exchange(true)) return;
    context_->deliveries->set_wakeup({});
    asio::post(executor_, [self = shared_from_this()] {
        self->call_off();
        self->stir();
    });
}

worker_health worker::health() const
{
    worker_health out;
    out.running = running_;
    out.in_flight = in_flight_;
    if (out.running)
    {
        const clock::time_point last{clock::duration(last_pass_)};
        out.since_last_pass = std::chrono::duration_cast<milliseconds>(clock::now() - last);
    }
    return out;
}

asio::awaitable<void> worker::run()
{
    while (!stopped())
    {
        try
        {
            co_await pass();
            call_off_what_is_late();
            co_await sleep();
        }
        catch (const std::exception& e)
        {
            // Out of memory, say. What is due stays so.
            log(log_level::error, e.what());
            queue_.claim_failed();
            note_trouble(trouble::claiming);
        }
    }
}

asio::awaitable<void> worker::pass()
{
    do {
        if (queue_.wants_claim() && may_begin()) co_await claim();
        begin_what_may();
    }
    while (queue_.wants_claim() && may_begin());
    note_health();
}

void worker::begin_what_may()
{
    while (may_begin())
    {
        auto claimed = queue_.next();
        if (!claimed) return;
        begin(*std::move(claimed));
    }
}

asio::awaitable<void> worker::sleep()
{
    if (!stirred_ && !stopped())
    {
        timer_->expires_at(next_look());
        const auto [woken] = co_await timer_->async_wait(asio::as_tuple(asio::use_awaitable));
        if (!woken) queue_.look_again();
    }
    stirred_ = false;
}

asio::awaitable<void> worker::claim()
{
    struct reply
    {
        claim_result found;
        std::optional<clock_watch> clock;
    };
    const auto answer = std::make_shared<reply>();
    worker_work work = [answer, wanted = queue_.begin_claim()](store_session& s, const clock_watch& now) {
        answer->found = s.claim(now.wall(), wanted.limit, wanted.busy_channels);
        answer->clock = now;
    };
    const auto error = co_await transact(*context_, std::move(work));
    if (error)
    {
        queue_.claim_failed();
        note_trouble(trouble::claiming);
        co_return;
    }
    note_success(trouble::claiming);
    queue_.claimed(std::move(answer->found));
    if (stop_by_) queue_.drop_claims();
    follow_clock(*answer->clock);
}

/// What was claimed by the clock before it was set would be too old, or wait too long.
void worker::follow_clock(const clock_watch& now)
{
    const auto before = std::exchange(clock_, now);
    if (before && now.step_since(*before))
    {
        log(log_level::warning, "the clock was set; what waits to be sent was moved along with it");
        queue_.drop_claims();
        queue_.look_again();
    }
}

void worker::begin(claimed_delivery claimed)
{
    const auto channel = claimed.channel_id;
    try
    {
        begun b;
        b.delivery = std::make_shared<worker_delivery>(context_, std::move(claimed), *clock_);
        b.signal = std::make_shared<asio::cancellation_signal>();
        b.executor = context_->stay->serial_executor();
        under_way_.emplace(channel, b);
        auto at_end = [self = shared_from_this(), b](const std::exception_ptr&) {
            asio::post(self->executor_, [self, delivery = b.delivery] { self->ended(*delivery); });
        };
        asio::co_spawn(b.executor, b.delivery->run(),
                       asio::bind_cancellation_slot(b.signal->slot(), std::move(at_end)));
    }
    catch (const std::exception&)
    {
        under_way_.erase(channel);
        queue_.ended(channel);
        throw;
    }
}

void worker::ended(const worker_delivery& delivery)
{
    if (delivery.store_failed())
        note_trouble(trouble::recording);
    else
        note_success(trouble::recording);
    const auto& channel = delivery.claimed().channel_id;
    under_way_.erase(channel);
    queue_.ended(channel);
    in_flight_ = queue_.in_flight();
    stir();
}

void worker::call_off_what_is_late()
{
    if (!stop_by_) return;
    const auto now = clock::now();
    if (now >= *stop_by_ && !called_off_) call_off();
    if (now >= *stop_by_ + time_to_record && !context_->abandoned)
    {
        log(log_level::error, "what was under way could not be recorded");
        context_->abandoned = true;
        call_off();
    }
}

void worker::call_off()
{
    called_off_ = true;
    for (const auto& [channel, one] : under_way_)
        asio::post(one.executor, [signal = one.signal] { signal->emit(asio::cancellation_type::terminal); });
}

bool worker::may_begin() const { return !stop_by_ && !context_->abandoned && clock::now() >= leave_store_until_; }

/// Nothing more begins, and nothing is under way.
bool worker::stopped() const noexcept { return (stop_by_.has_value() || context_->abandoned) && under_way_.empty(); }

void worker::finish()
{
    context_->deliveries->set_wakeup({});
    running_ = false;
    in_flight_ = 0;
    for (auto& handler : std::exchange(stop_handlers_, {})) complete(std::move(handler), executor_);
    timer_.reset();
    context_->stay.reset();
}

/// Ends the sleep, also one that begins later.
void worker::stir()
{
    stirred_ = true;
    if (timer_) timer_->cancel();
}

worker::clock::time_point worker::next_look() const
{
    const auto now = clock::now();
    auto wait = longest_sleep;
    // What may not begin is nothing to wake for.
    if (const auto due = may_begin() ? queue_.next_due() : std::nullopt)
        wait = std::clamp<milliseconds>(*due - context_->seams.now(), milliseconds(0), longest_sleep);
    auto look = now + wait;
    if (leave_store_until_ > now) look = leave_store_until_;
    if (stop_by_ && !called_off_) look = *stop_by_;
    return look;
}

void worker::note_trouble(trouble what)
{
    if (!patience_)
    {
        patience_.emplace();
        log(log_level::error, "the store fails; nothing is sent until it works again");
    }
    trouble_ = std::max(trouble_, what);
    leave_store_until_ = clock::now() + patience_->next();
}

/// A store that can be read may still have no room for what is to be recorded.
void worker::note_success(trouble overcome)
{
    if (!patience_ || overcome < trouble_) return;
    patience_.reset();
    trouble_ = trouble::claiming;
    log(log_level::info, "the store works again");
}

void worker::note_health()
{
    in_flight_ = queue_.in_flight();
    last_pass_ = clock::now().time_since_epoch().count();
}

void worker::log(log_level level, std::string_view text) const noexcept
{
    try
    {
        if (context_->log) context_->log({level, text, {}});
    }
    catch (...)
    {
        // A log that fails ends no worker.
    }
}

} // namespace multipost
