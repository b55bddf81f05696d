// SPDX-License-Identifier: BSL-1.0
/// @file
/// Takes one delivery to its end: attempts, waits between them, and what may be claimed afterwards.
#ifndef MULTIPOST_PUBLISHER_DELIVERY_RUN_HPP
#define MULTIPOST_PUBLISHER_DELIVERY_RUN_HPP

#include "delivery/delivery_fsm.hpp"
#include "model/secret_mask.hpp"
#include "plugin/loaded_connector.hpp"
#include "publisher/delivery_environment.hpp"

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
    boost::asio::awaitable<attempt_outcome> attempt();
    boost::asio::awaitable<operation_event> carry_out(const http_request& request);
    boost::asio::awaitable<operation_event> carry_out(const sleep_for& wanted);
    operation_event carry_out(store_checkpoint wanted);
    operation_event carry_out(const store_settings& wanted);
    boost::asio::awaitable<bool> wait_until(clock::time_point until);

    [[nodiscard]] channel_settings settings_now() const;
    [[nodiscard]] operation_start start_of_attempt() const;
    [[nodiscard]] attempt_rules rules_of_attempt() const;

    [[nodiscard]] clock::time_point resting_until(clock::time_point now) const;
    void note_rest(const attempt_outcome& outcome);
    [[nodiscard]] std::optional<std::chrono::milliseconds> wait_before_next(const attempt_outcome& outcome) const;

    void end(failure f);
    void end(attempt_outcome outcome);
    void end_resting(clock::time_point until, std::optional<attempt_outcome> last);
    void end_cancelled(std::optional<attempt_outcome> last);
    void end_broken(std::string_view what);
    void finish();

    [[nodiscard]] secret_mask mask() const;
    [[nodiscard]] bool shows_secret(std::string_view text) const;
    void log_attempt(const attempt_outcome& outcome, std::optional<std::chrono::milliseconds> wait) const;
    void log_end() const;

    const delivery_environment& environment_;
    std::shared_ptr<const message> content_; ///< first as the author wrote it, then as the connector takes it
    channel channel_;
    std::shared_ptr<const loaded_connector> connector_;
    channel_settings changed_; ///< settings that the connector has changed
    std::vector<permitted_origin> origins_;
    std::string checkpoint_;
    exposure left_ = exposure::nothing;
    unsigned tries_ = 0;
    unsigned rate_limited_ = 0;      ///< of those
    bool asked_ = false;             ///< this attempt has made a request
    bool publication_asked_ = false; ///< some attempt has made a publishing request
    bool out_of_time_ = false;       ///< the connector wants to wait longer than there is time
    std::string last_url_;           ///< of the last request
    wall_time created_at_;
    clock::time_point begun_;
    clock::time_point deadline_;
    delivery_result result_;
};

} // namespace multipost

#endif
