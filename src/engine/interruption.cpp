// SPDX-License-Identifier: BSL-1.0
#include "engine/interruption.hpp"

#include <boost/asio/post.hpp>

#include <string>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

namespace {

std::string in_words(std::chrono::milliseconds time)
{
    if (time.count() % 1000 == 0) return std::to_string(time.count() / 1000) + " s";
    return std::to_string(time.count()) + " ms";
}

std::string what_took_long(exchange_step step, std::string_view origin)
{
    const std::string whom(origin);
    switch (step)
    {
    case exchange_step::queue: return "waiting for a free connection to " + whom;
    case exchange_step::lookup: return "looking up the address of " + whom;
    case exchange_step::connect: return "connecting to " + whom;
    case exchange_step::handshake: return "the TLS handshake with " + whom;
    case exchange_step::departure: return "preparing the request to " + whom;
    case exchange_step::answer: break;
    }
    return "the answer of " + whom;
}

} // namespace

interruption::interruption(asio::any_io_executor strand, clock::time_point deadline)
    : executor_(std::move(strand)),
      timer_(executor_),
      deadline_(deadline)
{}

void interruption::begin(exchange_step step) { begin(step, {}, clock::time_point::max()); }

void interruption::begin(exchange_step step, std::chrono::milliseconds limit)
{
    begin(step, limit, clock::now() + limit);
}

void interruption::begin(exchange_step step, std::chrono::milliseconds limit, clock::time_point until)
{
    // Between two operations nothing is left to stop: what the last one put into the slot may point to where its socket was.
    signal_.slot().clear();
    step_ = step;
    limit_ = limit;
    until_deadline_ = deadline_ <= until;
    if (cause_ == cause::timeout) cause_ = cause::none;

    const auto end = until_deadline_ ? deadline_ : until;
    if (end <= clock::now()) return interrupt(cause::timeout);
    timer_.expires_at(end);
    timer_.async_wait([self = shared_from_this()](boost::system::error_code ec) {
        // A timer that fired just before it was set again still calls, without an error.
        if (!ec && self->timer_.expiry() <= clock::now()) self->interrupt(cause::timeout);
    });
}

void interruption::finish()
{
    timer_.cancel();
    signal_.slot().clear();
}

void interruption::cancel()
{
    asio::post(executor_, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->interrupt(cause::cancelled);
    });
}

// A coroutine empties its slot whenever one of its operations ends, so it is filled before each.
void interruption::watch_caller()
{
    if (!callers_.is_connected()) return;
    callers_.assign([weak = weak_from_this()](asio::cancellation_type) {
        if (const auto self = weak.lock()) self->interrupt(cause::cancelled);
    });
}

void interruption::interrupt(cause why)
{
    // A cancellation is final; a timeout may be forgiven.
    if (cancelled() || why == cause_) return;
    cause_ = why;
    signal_.emit(asio::cancellation_type::terminal);
}

io_failure interruption::failure(std::string_view origin, bool request_sent) const
{
    io_failure told;
    told.request_sent = request_sent;
    if (cause_ == cause::cancelled)
    {
        told.kind = io_error::connection;
        told.code = "cancelled";
        told.text = "the request to " + std::string(origin) + " was cancelled";
        return told;
    }
    told.kind = io_error::timeout;
    told.code = "timeout";
    told.text = what_took_long(step_, origin) + " took longer than " +
                (until_deadline_ ? std::string("the time that was left") : in_words(limit_));
    if (step_ == exchange_step::connect) told.advice = "see whether a firewall is in the way";
    return told;
}

} // namespace multipost
