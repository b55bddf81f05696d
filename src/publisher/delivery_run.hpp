// SPDX-License-Identifier: BSL-1.0
/// @file
/// Takes one delivery to its end: attempts, waits between them, and what may be claimed afterwards.
#ifndef MULTIPOST_PUBLISHER_DELIVERY_RUN_HPP
#define MULTIPOST_PUBLISHER_DELIVERY_RUN_HPP

#include "delivery/delivery_fsm.hpp"
#include "publisher/delivery_environment.hpp"
#include "publisher/ongoing_delivery.hpp"
#include "publisher/redactor.hpp"

#include <multipost/channel.hpp>
#include <multipost/message.hpp>
#include <multipost/outcome.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// One message for one channel, or a check of the channel.
class delivery_run
{
public:
    /// @param environment  outlives the run
    /// @param content      the message as its author wrote it; nothing: check the channel
    delivery_run(const delivery_environment& environment, std::shared_ptr<const message> content, channel to);

    /// Runs to the end; once. Cancellation (terminal, partial) ends it at the next safe point. Throws nothing.
    [[nodiscard]] boost::asio::awaitable<void> run();

    /// What became of it; final when run() has ended.
    [[nodiscard]] delivery_result& result() noexcept { return result_; }

private:
    using clock = std::chrono::steady_clock;

    bool make_ready();
    boost::asio::awaitable<void> deliver();

    [[nodiscard]] clock::time_point resting_until(clock::time_point now) const;
    [[nodiscard]] std::optional<std::chrono::milliseconds> wait_before_next(const attempt_outcome& outcome) const;

    void end(failure f);
    void end(attempt_outcome outcome);
    void end_resting(clock::time_point until, std::optional<attempt_outcome> last);
    void end_cancelled(std::optional<attempt_outcome> last);
    void end_broken(std::string_view what);
    void finish();

    [[nodiscard]] redactor redact() const;
    void log_attempt(const attempt_outcome& outcome, std::optional<std::chrono::milliseconds> wait) const;
    void log_end() const;

    const delivery_environment& environment_;
    bool is_check_;
    ongoing_delivery delivery_; ///< its content first as the author wrote it, then as the connector takes it
    unsigned tries_ = 0;
    unsigned rate_limited_ = 0; ///< of those
    clock::time_point begun_;
    clock::time_point deadline_;
    delivery_result result_;
};

} // namespace multipost

#endif
