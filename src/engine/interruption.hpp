// SPDX-License-Identifier: BSL-1.0
/// @file
/// Ends an exchange early: its deadlines, the caller's cancellation and the end of the client meet here.
#ifndef MULTIPOST_ENGINE_INTERRUPTION_HPP
#define MULTIPOST_ENGINE_INTERRUPTION_HPP

#include "delivery/operation.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <string_view>

namespace multipost {

/// What an exchange is busy with, for the words of a timeout.
enum class exchange_step { queue, lookup, connect, handshake, departure, answer };

/// Stops the operation in progress of one exchange when a step takes too long or nobody wants the answer any more.
///
/// Everything but cancel() belongs to the exchange's strand. An operation started with token() ends when the interruption
/// comes; since one may also come between two operations, interrupted() is asked before and after each.
class interruption : public std::enable_shared_from_this<interruption>
{
public:
    using clock = std::chrono::steady_clock;

    /// @param strand    what the exchange runs on
    /// @param deadline  of the exchange as a whole
    interruption(boost::asio::any_io_executor strand, clock::time_point deadline);

    [[nodiscard]] const boost::asio::any_io_executor& executor() const noexcept { return executor_; }

    /// Begins a step that may take as long as the deadline allows. Forgives the timeout of the step before.
    void begin(exchange_step step);

    /// Begins a step that may take `limit`, and not longer than the deadline allows.
    void begin(exchange_step step, std::chrono::milliseconds limit);

    /// Begins one of several tries of a step: it may last until `until`, a timeout is worded with `limit`.
    void begin(exchange_step step, std::chrono::milliseconds limit, clock::time_point until);

    /// Nothing more can time out, and there is nothing left to stop.
    void finish();

    /// Ends the exchange. Safe from any thread.
    void cancel();

    /// As cancel(), before it returns. On the strand.
    void cancel_at_once() { interrupt(cause::cancelled); }

    [[nodiscard]] bool interrupted() const noexcept { return cause_ != cause::none; }
    [[nodiscard]] bool cancelled() const noexcept { return cause_ == cause::cancelled; }

    /// Lets the caller's cancellation end the exchange, when that runs in the caller's own coroutine.
    void follow(boost::asio::cancellation_slot callers) { callers_ = callers; }

    /// The completion token of every operation of the exchange: awaitable, results as a tuple, ended by an interruption.
    [[nodiscard]] auto token()
    {
        watch_caller();
        return boost::asio::bind_cancellation_slot(signal_.slot(), boost::asio::as_tuple(boost::asio::use_awaitable));
    }

    /// What to tell of it. @param origin  whom the exchange is with, as shown to users
    [[nodiscard]] io_failure failure(std::string_view origin, bool request_sent) const;

private:
    enum class cause { none, timeout, cancelled };

    void interrupt(cause why);
    void watch_caller();

    boost::asio::any_io_executor executor_;
    boost::asio::steady_timer timer_;
    boost::asio::cancellation_signal signal_;
    boost::asio::cancellation_slot callers_;
    clock::time_point deadline_;
    std::chrono::milliseconds limit_{};
    exchange_step step_ = exchange_step::queue;
    bool until_deadline_ = true; ///< the step ends with the exchange, before its own limit
    cause cause_ = cause::none;
};

} // namespace multipost

#endif
