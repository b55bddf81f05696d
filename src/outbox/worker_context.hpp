// SPDX-License-Identifier: BSL-1.0
/// @file
/// Holds what all deliveries of a worker share.
#ifndef MULTIPOST_OUTBOX_WORKER_CONTEXT_HPP
#define MULTIPOST_OUTBOX_WORKER_CONTEXT_HPP

#include "outbox/dispatch_rules.hpp"
#include "outbox/store.hpp"
#include "outbox/stored_clock.hpp"
#include "publisher/publisher_access.hpp"

#include <multipost/log_sink.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace multipost {

/// What a worker takes from outside beside network and store; a test may turn the clocks.
struct worker_seams
{
    std::function<wall_time()> now;                                    ///< what is stored
    std::function<std::chrono::steady_clock::time_point()> steady_now; ///< what rests are measured by
    std::function<std::chrono::milliseconds()> since_boot;             ///< what nobody sets, and no sleep stops
    std::function<double()> chance;                                    ///< evenly distributed, 0 <= chance < 1

    /// The real ones.
    [[nodiscard]] static worker_seams real();
};

/// Constant while a delivery is under way, but for `abandoned`; thread-safe.
struct worker_context
{
    std::shared_ptr<store> deliveries;
    std::shared_ptr<publisher_stay> stay; ///< until the worker has ended
    dispatch_limits limits;
    log_sink log;
    worker_seams seams;
    std::shared_ptr<stored_clock> clock;
    /// Nothing is sent, recorded or waited for any more, as if the process had died.
    std::atomic<bool> abandoned = false;
};

} // namespace multipost

#endif
