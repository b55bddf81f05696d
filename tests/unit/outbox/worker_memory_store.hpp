// SPDX-License-Identifier: BSL-1.0
/// @file
/// A store in memory, for tests of the worker: it can fail, it can be stopped, and it tells what has happened to it.
#ifndef MULTIPOST_TESTS_OUTBOX_WORKER_MEMORY_STORE_HPP
#define MULTIPOST_TESTS_OUTBOX_WORKER_MEMORY_STORE_HPP

#include "outbox/store.hpp"

#include <multipost/channel.hpp>

#include <boost/asio/thread_pool.hpp>

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost::test {

/// One delivery as the store has it.
struct memory_row
{
    claimed_delivery delivery;
    delivery_state state = delivery_state::queued;
    std::optional<unsigned> attempt; ///< under way
    exposure if_interrupted = exposure::nothing;
    std::vector<delivery_ending> endings; ///< of its attempts, and of an end without one
    wall_time updated_at{};               ///< when its state was written
    bool cancelled_at_begin = false;
    std::vector<std::string> journal; ///< "begin doubtful", "note recognised", "checkpoint parts", "end delivered"
};

/// What the worker asks it to do it does in transactions on a thread of its own; what tests ask is answered at once.
class memory_store final : public store
{
public:
    memory_store() = default;
    ~memory_store() override;

    void transact(std::function<void(store_session&)> work, std::function<void(std::exception_ptr)> done) override;
    void set_wakeup(std::function<void()> callback) override;

    /// Adds a delivery that is due since `at`, and tells the worker.
    ///
    /// @param channel_name  deliveries of one name share a channel
    void add(std::string_view id, std::string_view channel_name, const channel& to, std::string_view text,
             wall_time at = {}, std::string_view owner = {});

    /// Changes a row; nobody is told.
    void change(std::string_view id, const std::function<void(memory_row&)>& how);
    /// The delivery is cancelled after it has been claimed and before it begins.
    void cancel_at_begin(std::string_view id);

    [[nodiscard]] memory_row row(std::string_view id) const;
    /// Waits until a delivery is in a state.
    memory_row await(std::string_view id, delivery_state state);
    /// Waits until a condition of the rows holds.
    void await(const std::function<bool(const std::map<std::string, memory_row, std::less<>>&)>& condition);

    /// Each transaction that writes fails from now on, or no longer does.
    void fail_writes(bool failing);
    [[nodiscard]] std::size_t transactions() const;
    /// Waits until there have been so many transactions.
    void await_transactions(std::size_t count);
    /// As many transactions, reading ones too, have failed.
    void await_failures(std::size_t count);

    [[nodiscard]] std::optional<failure> problem_of(std::string_view channel_name) const;
    [[nodiscard]] std::optional<wall_time> rest_of(std::string_view channel_name) const;
    [[nodiscard]] std::optional<channel_settings> settings_of(std::string_view channel_name) const;

private:
    class session;
    struct tables
    {
        std::map<std::string, memory_row, std::less<>> rows;
        std::map<std::string, wall_time, std::less<>> rests;
        std::map<std::string, failure, std::less<>> problems;
        std::map<std::string, channel_settings, std::less<>> settings;
    };

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    tables tables_;
    bool failing_ = false;
    std::size_t failures_ = 0;
    std::size_t transactions_ = 0;
    std::mutex waking_;
    std::function<void()> wakeup_;
    boost::asio::thread_pool thread_{1};
};

} // namespace multipost::test

#endif
