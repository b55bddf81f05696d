// SPDX-License-Identifier: BSL-1.0
/// @file
/// Decides which thread runs a publisher's work.
#ifndef MULTIPOST_PUBLISHER_CALL_CONTEXT_HPP
#define MULTIPOST_PUBLISHER_CALL_CONTEXT_HPP

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <memory>

namespace multipost {

/// Runs handlers in whoever waits for one of them, or in a background thread, or leaves it to the user's executor.
///
/// With a context of its own, one thread at a time runs it: a blocking caller leads until its own call is finished, then hands
/// over to another that waits. So a single caller pays for no thread switch. Once there is a background thread it leads for
/// good. A blocking call from inside a handler runs the context from there.
///
/// An exception out of a user's completion handler ends the process, whichever thread it happens on.
class call_context
{
public:
    /// Something a thread waits for.
    class call
    {
        friend call_context;
        std::atomic<bool> finished_ = false;
    };

    /// A context of its own.
    call_context();
    /// The user's.
    explicit call_context(boost::asio::any_io_executor executor);
    ~call_context();
    call_context(const call_context&) = delete;
    call_context& operator=(const call_context&) = delete;

    [[nodiscard]] const boost::asio::any_io_executor& executor() const noexcept { return executor_; }

    /// Whether handlers of executor() never overlap: only one thread at a time runs a context of our own.
    [[nodiscard]] bool is_serial() const noexcept;

    /// An executor whose handlers never overlap.
    [[nodiscard]] boost::asio::any_io_executor serial_executor() const;

    /// Sees to it that handlers run although nobody waits: starts the background thread, once.
    void run_in_background();

    /// Blocks until the call is finished.
    void wait_for(call& c);

    /// Ends the wait for a call, from any thread. The call may be gone when this returns.
    void finish(call& c);

    /// Lets the background thread end, without waiting for what is still pending. Call before the destructor, when nothing
    /// that matters is left to run.
    void stop();

    /// Waits for the background thread to end; does nothing on that thread itself.
    void join();

private:
    struct shared;

    std::shared_ptr<shared> shared_; ///< also the background thread's
    boost::asio::any_io_executor executor_;
};

} // namespace multipost

#endif
