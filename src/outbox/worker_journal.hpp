// SPDX-License-Identifier: BSL-1.0
/// @file
/// Notes the steps of an attempt in the store.
#ifndef MULTIPOST_OUTBOX_WORKER_JOURNAL_HPP
#define MULTIPOST_OUTBOX_WORKER_JOURNAL_HPP

#include "outbox/worker_context.hpp"
#include "publisher/attempt_journal.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace multipost {

/// The journal of one attempt of a claimed delivery.
///
/// The attempt begins in the store with its first note, so that a delivery of a single request costs one commit before it
/// leaves. A request is only noted when it makes more visible than is noted already.
///
/// While the store fails, no request leaves. What the network has already done (a part published, a token rotated) is
/// offered to the store again and again until the attempt's time is over.
class worker_journal final : public attempt_journal
{
public:
    /// @param claimed   outlives the journal, as does the context
    /// @param deadline  of the attempt
    worker_journal(const worker_context& context, const claimed_delivery& claimed,
                   std::chrono::steady_clock::time_point deadline)
        : context_(context),
          claimed_(claimed),
          deadline_(deadline),
          noted_(claimed.left),
          channel_(claimed.to)
    {}

    boost::asio::awaitable<bool> before_request(exposure if_interrupted) override;
    boost::asio::awaitable<bool> store_checkpoint(const std::string& state, exposure if_interrupted) override;
    boost::asio::awaitable<bool> store_settings(const channel_settings& changed) override;

    /// The attempt's number; nothing while it has not begun.
    [[nodiscard]] std::optional<unsigned> attempt() const noexcept { return attempt_; }
    /// What the store says readers may see, should nothing more be noted.
    [[nodiscard]] exposure noted() const noexcept { return noted_; }
    /// The store said that the delivery is no longer the worker's to send.
    [[nodiscard]] bool too_late() const noexcept { return too_late_; }
    /// The last note could not be stored.
    [[nodiscard]] bool store_failed() const noexcept { return store_failed_; }
    /// Changed settings that could not be stored; empty: all are.
    [[nodiscard]] const channel_settings& unstored_settings() const noexcept { return unstored_settings_; }
    /// The channel as it was claimed, with the changed settings that are stored.
    [[nodiscard]] const channel& known_channel() const noexcept { return channel_; }

private:
    /// What a note does with the attempt of that number. False: it is not under way any more.
    using note = std::function<bool(store_session&, unsigned attempt)>;

    boost::asio::awaitable<bool> put(exposure if_interrupted, note what);
    boost::asio::awaitable<bool> put_in_the_end(exposure if_interrupted, note what);

    const worker_context& context_;
    const claimed_delivery& claimed_;
    std::chrono::steady_clock::time_point deadline_;
    exposure noted_;
    channel channel_;
    std::optional<unsigned> attempt_;
    bool too_late_ = false;
    bool store_failed_ = false;
    channel_settings unstored_settings_;
};

} // namespace multipost

#endif
