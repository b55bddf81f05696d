// SPDX-License-Identifier: BSL-1.0
/// @file
/// Lets an exchange wait for something that another thread brings.
#ifndef MULTIPOST_ENGINE_WAKEUP_HPP
#define MULTIPOST_ENGINE_WAKEUP_HPP

#include "engine/interruption.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>

namespace multipost {

/// An event that happens once. Held by the one who waits; destroying it forgets the notification.
class wakeup : public std::enable_shared_from_this<wakeup>
{
public:
    explicit wakeup(const interruption& waiting) : timer_(waiting.executor(), interruption::clock::time_point::max()) {}

    /// Waits for notify() or an interruption. On the strand of the exchange.
    [[nodiscard]] auto wait(interruption& stop) { return timer_.async_wait(stop.token()); }

    /// Ends the wait, also one that begins later. Safe from any thread.
    void notify()
    {
        boost::asio::post(timer_.get_executor(), [weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->timer_.expires_at(interruption::clock::time_point::min());
        });
    }

private:
    boost::asio::steady_timer timer_;
};

} // namespace multipost

#endif
