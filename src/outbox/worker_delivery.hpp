// SPDX-License-Identifier: BSL-1.0
/// @file
/// Takes one claimed delivery through one attempt, and records what came of it.
#ifndef MULTIPOST_OUTBOX_WORKER_DELIVERY_HPP
#define MULTIPOST_OUTBOX_WORKER_DELIVERY_HPP

#include "outbox/clock_watch.hpp"
#include "outbox/dispatch_rules.hpp"
#include "outbox/worker_context.hpp"
#include "outbox/worker_journal.hpp"
#include "outbox/worker_patience.hpp"
#include "outbox/worker_transaction.hpp"
#include "publisher/attempt_run.hpp"
#include "publisher/ongoing_delivery.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

namespace multipost {

/// A delivery while a worker has it under way.
class worker_delivery
{
public:
    /// @param claimed_by  the time when it was claimed
    worker_delivery(std::shared_ptr<const worker_context> context, claimed_delivery claimed,
                    const clock_watch& claimed_by);

    /// Runs until the attempt has ended and that is stored; once. Throws nothing.
    ///
    /// What came of the attempt is offered to the store until it takes it; should something throw meanwhile (out of memory,
    /// say), it is concluded anew. Cancellation ends the attempt at the next safe
    /// point, and is recorded; only worker_context::abandoned leaves the delivery as it is.
    [[nodiscard]] boost::asio::awaitable<void> run();

    [[nodiscard]] const claimed_delivery& claimed() const noexcept { return claimed_; }

    /// It did not begin, because the store failed.
    [[nodiscard]] bool store_failed() const noexcept { return store_failed_; }

private:
    using clock = std::chrono::steady_clock;

    boost::asio::awaitable<void> go();
    boost::asio::awaitable<void> attempt();
    boost::asio::awaitable<void> conclude();
    boost::asio::awaitable<void> conclude_later();
    boost::asio::awaitable<void> leave_store_alone();

    /// Why it must not be attempted, found out before anything is sent.
    [[nodiscard]] std::optional<delivery_ending> make_ready(wall_time now);
    [[nodiscard]] std::optional<delivery_ending> make_ready_or_break(wall_time now);
    [[nodiscard]] std::optional<wall_time> resting_until(wall_time now) const;

    /// The time, by a clock that may have been set meanwhile, which makes nothing older.
    wall_time follow_clock();

    boost::asio::awaitable<void> record(worker_work work);
    boost::asio::awaitable<void> record_unsent(delivery_ending ending, wall_time now);
    boost::asio::awaitable<void> record_rest(wall_time until);
    boost::asio::awaitable<void> record_attempt(dispatch_verdict verdict, wall_time now);

    void log_end(const delivery_ending& ending, unsigned attempt) const noexcept;
    void log_trouble(std::string_view text) const noexcept;

    std::shared_ptr<const worker_context> context_;
    claimed_delivery claimed_;
    ongoing_delivery delivery_;
    clock_watch clock_;                     ///< since it was claimed
    std::optional<worker_journal> journal_; ///< of the attempt, from its beginning
    attempt_report report_;
    bool ended_ = false; ///< the attempt: what came of it is in the report
    worker_patience patience_;
    bool store_failed_ = false;
};

} // namespace multipost

#endif
