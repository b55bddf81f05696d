// SPDX-License-Identifier: BSL-1.0
#include "events/event_stream.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace asio = boost::asio;

namespace webapp {

namespace {

event_feed::now now()
{
    return {std::chrono::steady_clock::now(),
            std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())};
}

} // namespace

event_stream::event_stream(asio::any_io_executor executor, std::shared_ptr<event_hub> hub, identity who,
                           std::string last_event_id, std::chrono::milliseconds retry)
    : hub_(std::move(hub)),
      who_(std::move(who)),
      feed_(std::move(last_event_id), retry),
      quiet_(std::move(executor))
{}

event_stream::~event_stream()
{
    if (has_joined_) hub_->leave(who_.user_id, *this, std::chrono::steady_clock::now());
}

asio::awaitable<std::string> event_stream::next()
{
    if (!std::exchange(has_joined_, true)) hub_->join(who_.user_id, *this);
    for (;;)
    {
        auto out = feed_.take(now(), hub_->id_of(who_.user_id));
        if (out.is_over || !out.text.empty()) co_return std::move(out.text);
        quiet_.expires_at(out.look_again);
        boost::system::error_code woken;
        co_await quiet_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
}

void event_stream::finish() noexcept { end(farewell_reason::stopping); }

void event_stream::note(const multipost::outbox_change& change)
{
    feed_.note(change);
    quiet_.cancel();
}

void event_stream::note_everything()
{
    feed_.note_everything();
    quiet_.cancel();
}

void event_stream::end(farewell_reason why) noexcept
{
    feed_.end(why);
    // What throws here is a timer that cannot be cancelled; then the end is said when it next looks.
    try
    {
        quiet_.cancel();
    }
    catch (const boost::system::system_error&)
    {}
}

} // namespace webapp
