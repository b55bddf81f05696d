// SPDX-License-Identifier: BSL-1.0
/// @file
/// Sends what an outbox holds when it is due.
#ifndef MULTIPOST_OUTBOX_WORKER_HPP
#define MULTIPOST_OUTBOX_WORKER_HPP

#include <multipost/export.h>
#include <multipost/log_sink.hpp>
#include <multipost/outbox.hpp>
#include <multipost/publisher.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <utility>

namespace multipost {

/// How a worker works.
struct outbox_worker_options
{
    /// Deliveries under way at once, each of another channel.
    std::size_t max_in_flight = 64;
    /// Of those, so many of one owner's, and so many to one network's origin, also while nobody else has any: what hangs
    /// cannot be taken back when somebody comes.
    std::size_t max_in_flight_per_owner = 16;
    std::size_t max_in_flight_per_origin = 16;
    /// Tries of one delivery that were the message's or the network's fault; a rate limit uses up none.
    unsigned max_attempts = 8;
    /// The wait before the n-th new try is drawn from zero to base * 2^(n-1), at most cap; see docs/outbox.md.
    std::chrono::milliseconds backoff_base{2'000};
    std::chrono::milliseconds backoff_cap{3'600'000};
    /// A delivery that is older than this since it was due is given up.
    std::chrono::milliseconds max_age{24 * 3'600'000};
    /// A delivery that was under way so often when the process died is not tried again.
    unsigned max_interruptions = 3;
    log_sink log;
};

/// How a worker is.
struct worker_health
{
    bool running = false;
    std::size_t in_flight = 0;
    std::chrono::milliseconds since_last_pass{
        0}; ///< since it last looked for what is due; beyond some seconds it hangs
};

/// Takes each due delivery to an end: in order within a channel, channels independent of each other.
///
/// Before a request that publishes leaves, that it will is durable; what it led to is durable before the next delivery of
/// the channel begins. So a process that dies leaves in doubt only what was in flight.
///
/// Works on the publisher's executor. Threads: every member may be called from any thread.
class MULTIPOST_EXPORT outbox_worker
{
public:
    /// @param sender  outlives the worker; its time_limit bounds each attempt, its max_attempts does not matter here
    outbox_worker(outbox from, publisher& sender, outbox_worker_options options = {});

    /// Ends at once: what is under way is left as after a crash. Stop first.
    ~outbox_worker();
    outbox_worker(const outbox_worker&) = delete;
    outbox_worker& operator=(const outbox_worker&) = delete;

    /// Begins to send. Once.
    void start();

    /// Begins nothing more, lets what is under way end, and completes when it has and is recorded. What has not ended by then
    /// is called off at a safe point: what may be there is recorded as `unconfirmed`, the rest is due again.
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_stop(std::chrono::milliseconds at_most, CompletionToken&& token = {})
    {
        return boost::asio::async_initiate<CompletionToken, void()>(
            [this](auto handler, std::chrono::milliseconds limit) { stop(limit, std::move(handler)); }, token, at_most);
    }

    [[nodiscard]] worker_health health() const;

private:
    void stop(std::chrono::milliseconds at_most, boost::asio::any_completion_handler<void()> handler);

    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace multipost

#endif
