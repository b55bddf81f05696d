// SPDX-License-Identifier: BSL-1.0
/// @file
/// Makes one attempt of one delivery: carries out what the connector asks for, each step noted before it is taken.
#ifndef MULTIPOST_PUBLISHER_ATTEMPT_RUN_HPP
#define MULTIPOST_PUBLISHER_ATTEMPT_RUN_HPP

#include "delivery/delivery_fsm.hpp"
#include "publisher/attempt_journal.hpp"
#include "publisher/delivery_environment.hpp"
#include "publisher/ongoing_delivery.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace multipost {

/// failure::code of what broke in the library itself.
inline constexpr std::string_view internal_error_code = "internal_error";

/// One attempt. What it learns goes into the delivery: checkpoint, changed settings, what readers may see.
class attempt_run
{
public:
    using clock = std::chrono::steady_clock;

    /// @param environment  outlives the attempt, as do the delivery and the journal
    /// @param journal      nullptr: the delivery ends with its caller, and nothing is noted
    /// @param deadline     what is not through by then ends by what is known
    attempt_run(const delivery_environment& environment, ongoing_delivery& delivery, attempt_journal* journal,
                clock::time_point deadline) noexcept
        : environment_(environment),
          delivery_(delivery),
          journal_(journal),
          deadline_(deadline),
          risked_(delivery.left)
    {}

    /// Runs to the end; once. Throws nothing: what breaks inside ends the attempt by what is known. No text of the outcome
    /// holds a secret of the channel. A rest that the network asks for is noted in the environment.
    ///
    /// The coroutine that awaits it has enabled partial cancellation and asks for it instead of having it thrown.
    /// Cancellation ends the attempt at the next safe point.
    [[nodiscard]] boost::asio::awaitable<attempt_outcome> run();

    /// It has made a request, or tried to.
    [[nodiscard]] bool asked() const noexcept { return asked_; }
    /// The connector wanted to wait longer than there was time.
    [[nodiscard]] bool out_of_time() const noexcept { return out_of_time_; }

private:
    class noted_departure;

    boost::asio::awaitable<attempt_outcome> go();
    boost::asio::awaitable<operation_event> carry_out(const http_request& request, exposure if_interrupted);
    boost::asio::awaitable<operation_event> carry_out(const sleep_for& wanted);
    boost::asio::awaitable<operation_event> carry_out(store_checkpoint wanted, exposure if_interrupted);
    boost::asio::awaitable<operation_event> carry_out(store_settings wanted);

    [[nodiscard]] operation_start start() const;
    [[nodiscard]] attempt_rules rules() const;
    [[nodiscard]] attempt_outcome unusable(const error& reason) const;
    [[nodiscard]] attempt_outcome broken(std::string_view what) const;
    void note_rest(const attempt_outcome& outcome);

    const delivery_environment& environment_;
    ongoing_delivery& delivery_;
    attempt_journal* journal_;
    clock::time_point deadline_;
    exposure risked_; ///< what readers may see should the attempt break
    bool asked_ = false;
    bool out_of_time_ = false;
    std::string last_url_; ///< of the last request
};

} // namespace multipost

#endif
