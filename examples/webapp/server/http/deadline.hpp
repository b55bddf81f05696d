// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_DEADLINE_HPP
#define WEBAPP_HTTP_DEADLINE_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace webapp {

/// Interrupts whoever it belongs to when a step takes too long. Everything happens on one serial executor.
class deadline
{
public:
    explicit deadline(const boost::asio::any_io_executor& executor) : timer_(executor) {}

    /// Begins a step: when it is not over in time, has_passed() holds and `owner->interrupt()` is called, unless the owner is
    /// gone.
    template <class Owner>
    void begin(std::weak_ptr<Owner> owner, std::chrono::milliseconds limit)
    {
        has_passed_ = false;
        timer_.expires_after(limit);
        timer_.async_wait([this, owner = std::move(owner)](boost::system::error_code ec) {
            const auto alive = owner.lock();
            // A timer that fired just before it was set again still calls, without an error.
            if (ec || !alive || timer_.expiry() > std::chrono::steady_clock::now()) return;
            has_passed_ = true;
            alive->interrupt();
        });
    }

    /// The step is over.
    void end()
    {
        has_passed_ = false;
        timer_.expires_at(std::chrono::steady_clock::time_point::max());
    }

    [[nodiscard]] bool has_passed() const noexcept { return has_passed_; }

private:
    boost::asio::steady_timer timer_;
    bool has_passed_ = false;
};

} // namespace webapp

#endif
