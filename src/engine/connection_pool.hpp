// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps connections alive between exchanges, and their number within a bound.
#ifndef MULTIPOST_ENGINE_CONNECTION_POOL_HPP
#define MULTIPOST_ENGINE_CONNECTION_POOL_HPP

#include "engine/http_connection.hpp"
#include "engine/interruption.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace multipost {

/// So many connections an origin; whoever comes when all are in use is served in the order of coming. Thread-safe.
///
/// A connection at rest has no operation pending, so that it does not keep an io_context running. One that has rested for too
/// long is closed when the pool is next used.
class connection_pool : public std::enable_shared_from_this<connection_pool>
{
    struct origin_connections;

public:
    /// The right to one connection to an origin, given back at the end.
    class slot
    {
    public:
        slot() = default; ///< no right: the wait was interrupted
        slot(slot&& other) noexcept;
        slot& operator=(slot&& other) noexcept;
        ~slot();

        [[nodiscard]] explicit operator bool() const noexcept { return pool_ != nullptr; }

        /// The connection that was used last and is still open; nothing when one must be opened.
        [[nodiscard]] std::unique_ptr<http_connection> take_rested();

        /// Leaves a connection for the next exchange.
        void keep(std::unique_ptr<http_connection> rested) noexcept { kept_ = std::move(rested); }

    private:
        friend connection_pool;
        slot(std::shared_ptr<connection_pool> pool, origin_connections& of) : pool_(std::move(pool)), origin_(&of) {}

        std::shared_ptr<connection_pool> pool_;
        origin_connections* origin_ = nullptr;
        std::unique_ptr<http_connection> kept_;
    };

    connection_pool(std::size_t max_per_origin, std::chrono::milliseconds idle_timeout);
    ~connection_pool();

    /// @param stop  an interruption ends the wait with a slot that is none
    [[nodiscard]] boost::asio::awaitable<slot> acquire(const std::string& origin, interruption& stop);

    /// Closes what rests, and keeps nothing from now on.
    void close();

private:
    using clock = std::chrono::steady_clock;
    struct rested_connection;
    using rested_connections = std::list<rested_connection>;
    class waiter;
    class place_in_queue;

    std::unique_ptr<http_connection> pop_rested(origin_connections& of);
    void release(origin_connections& of, std::unique_ptr<http_connection> kept) noexcept;
    void free_one(origin_connections& of);
    rested_connections take_expired(clock::time_point now);

    const std::size_t max_per_origin_;
    const std::chrono::milliseconds idle_timeout_;
    std::mutex mutex_;
    std::unordered_map<std::string, origin_connections> origins_; ///< those with a connection or a wish for one
    clock::time_point next_expiry_ = clock::time_point::max();
    bool closed_ = false;
};

} // namespace multipost

#endif
