// SPDX-License-Identifier: BSL-1.0
/// @file
/// Runs the deliveries of a store: claims what is due, begins what may begin, and stops when it is told to.
#ifndef MULTIPOST_SRC_OUTBOX_WORKER_HPP
#define MULTIPOST_SRC_OUTBOX_WORKER_HPP

#include "outbox/clock_watch.hpp"
#include "outbox/dispatch_queue.hpp"
#include "outbox/worker_context.hpp"
#include "outbox/worker_patience.hpp"
#include "publisher/under_way.hpp"

#include <multipost/outbox_worker.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

class worker_delivery;

/// The worker behind outbox_worker. Keeps itself alive from start() until it has ended.
class worker final : public under_way, public std::enable_shared_from_this<worker>
{
public:
    using stop_handler = boost::asio::any_completion_handler<void()>;

    worker(std::shared_ptr<store> deliveries, publisher& sender, const outbox_worker_options& options,
           worker_seams seams = worker_seams::real());

    /// Begins. Once.
    void start();

    /// Looks at once for what is due. From any thread.
    void wake();

    /// See outbox_worker::async_stop. Again: the earlier of both times holds.
    void stop(std::chrono::milliseconds at_most, stop_handler handler);

    /// Ends as if the process had died: nothing more is sent or recorded. From any thread.
    void abandon();

    /// Of the publisher's destructor.
    void cancel() override { abandon(); }

    [[nodiscard]] worker_health health() const;

private:
    using clock = std::chrono::steady_clock;

    /// A delivery under way, and how to call it off.
    struct begun
    {
        std::shared_ptr<worker_delivery> delivery;
        std::shared_ptr<boost::asio::cancellation_signal> signal;
        boost::asio::any_io_executor executor; ///< what the delivery runs on
    };

    /// What last went wrong with the store; the greater includes the smaller.
    enum class trouble { claiming, recording };

    boost::asio::awaitable<void> run();
    boost::asio::awaitable<void> pass();
    boost::asio::awaitable<void> sleep();
    boost::asio::awaitable<void> claim();
    void follow_clock(const clock_watch& now);
    void begin_what_may();
    void begin(claimed_delivery claimed);
    void ended(const worker_delivery& delivery);
    void call_off_what_is_late();
    void call_off();
    void finish();
    void stir();

    [[nodiscard]] bool may_begin() const;
    [[nodiscard]] bool stopped() const noexcept;
    [[nodiscard]] clock::time_point next_look() const;
    void note_trouble(trouble what);
    void note_success(trouble overcome);
    void note_health();
    void log(log_level level, std::string_view text) const noexcept;

    publisher& sender_; ///< until start()
    std::shared_ptr<worker_context> context_;
    boost::asio::any_io_executor executor_; ///< never runs two handlers at once; what follows belongs to it
    std::optional<boost::asio::steady_timer> timer_;
    dispatch_queue queue_;
    std::optional<clock_watch> clock_;                    ///< by which was claimed last
    std::map<std::string, begun, std::less<>> under_way_; ///< by channel
    bool stirred_ = false;
    bool called_off_ = false;
    std::optional<clock::time_point> stop_by_;
    std::vector<stop_handler> stop_handlers_;
    std::optional<worker_patience> patience_; ///< while the store fails
    trouble trouble_ = trouble::claiming;
    clock::time_point leave_store_until_{};

    std::atomic<bool> wake_posted_ = false;
    std::atomic<bool> running_ = false;
    std::atomic<std::size_t> in_flight_ = 0;
    std::atomic<clock::rep> last_pass_ = 0;
    std::mutex starting_; ///< of start, stop and abandon against each other
    bool started_ = false;
};

} // namespace multipost

#endif
