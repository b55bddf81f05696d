// SPDX-License-Identifier: BSL-1.0
#include "engine/connection_pool.hpp"

#include "engine/wakeup.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <new>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

struct connection_pool::rested_connection
{
    std::unique_ptr<http_connection> resting;
    clock::time_point until;
};

// Woken with a slot already taken in its name, so that nobody who comes later can be faster.
class connection_pool::waiter : public wakeup
{
public:
    using wakeup::wakeup;
    bool has_slot = false; ///< guarded by the pool's mutex
};

struct connection_pool::origin_connections
{
    const std::string* origin = nullptr; ///< the key of this entry
    std::size_t in_use = 0;
    rested_connections rested;                   ///< the one used last is the last
    std::deque<std::shared_ptr<waiter>> waiting; ///< only while in_use is at its bound

    bool is_unused() const { return in_use == 0 && rested.empty(); }
};

// Leaves the queue in the end, also when the coroutine is destroyed where it waits.
class connection_pool::place_in_queue
{
public:
    place_in_queue(connection_pool& pool, origin_connections& of, std::shared_ptr<waiter> queued)
        : pool_(pool),
          of_(of),
          queued_(std::move(queued))
    {}
    place_in_queue(const place_in_queue&) = delete;
    place_in_queue& operator=(const place_in_queue&) = delete;

    ~place_in_queue()
    {
        const auto unclaimed = claim();
        const std::lock_guard lock(pool_.mutex_);
        std::erase(of_.waiting, queued_);
    }

    slot claim()
    {
        const std::lock_guard lock(pool_.mutex_);
        return std::exchange(queued_->has_slot, false) ? slot(pool_.shared_from_this(), of_) : slot();
    }

private:
    connection_pool& pool_;
    origin_connections& of_;
    const std::shared_ptr<waiter> queued_;
};

connection_pool::slot::slot(slot&& other) noexcept
    : pool_(std::move(other.pool_)),
      origin_(other.origin_),
      kept_(std::move(other.kept_))
{}

connection_pool::slot& connection_pool::slot::operator=(slot&& other) noexcept
{
    slot old(std::move(*this));
    pool_ = std::move(other.pool_);
    origin_ = other.origin_;
    kept_ = std::move(other.kept_);
    return *this;
}

connection_pool::slot::~slot()
{
    if (pool_) pool_->release(*origin_, std::move(kept_));
}

std::unique_ptr<http_connection> connection_pool::slot::take_rested()
{
    while (auto rested = pool_->pop_rested(*origin_))
        if (rested->is_still_open()) return rested;
    return nullptr;
}

connection_pool::connection_pool(std::size_t max_per_origin, std::chrono::milliseconds idle_timeout)
    : max_per_origin_(std::max<std::size_t>(max_per_origin, 1)),
      idle_timeout_(idle_timeout)
{}

connection_pool::~connection_pool() = default;

asio::awaitable<connection_pool::slot> connection_pool::acquire(const std::string& origin, interruption& stop)
{
    rested_connections expired; // closed after the lock
    origin_connections* of = nullptr;
    std::shared_ptr<waiter> queued;
    {
        const std::lock_guard lock(mutex_);
        expired = take_expired(clock::now());
        const auto entry = origins_.try_emplace(origin).first;
        of = &entry->second;
        of->origin = &entry->first;
        if (of->in_use < max_per_origin_)
        {
            ++of->in_use;
            co_return slot(shared_from_this(), *of);
        }
        queued = std::make_shared<waiter>(stop);
        of->waiting.push_back(queued);
    }
    place_in_queue place(*this, *of, queued);
    stop.begin(exchange_step::queue);
    if (!stop.interrupted()) co_await queued->wait(stop);
    co_return place.claim();
}

void connection_pool::close()
{
    rested_connections closing; // closed after the lock
    const std::lock_guard lock(mutex_);
    closed_ = true;
    for (auto& entry : origins_) closing.splice(closing.end(), entry.second.rested);
    std::erase_if(origins_, [](const auto& entry) { return entry.second.is_unused(); });
}

std::unique_ptr<http_connection> connection_pool::pop_rested(origin_connections& of)
{
    const std::lock_guard lock(mutex_);
    if (of.rested.empty() || of.rested.back().until <= clock::now()) return nullptr;
    auto last = std::move(of.rested.back().resting);
    of.rested.pop_back();
    return last;
}

void connection_pool::release(origin_connections& of, std::unique_ptr<http_connection> kept) noexcept
{
    const auto now = clock::now();
    rested_connections returned;
    try
    {
        if (kept) returned.push_back(rested_connection(std::move(kept), now + idle_timeout_));
    }
    catch (const std::bad_alloc&)
    {
        // It is closed instead.
    }
    rested_connections expired; // closed after the lock

    const std::lock_guard lock(mutex_);
    if (!closed_ && !returned.empty())
    {
        next_expiry_ = std::min(next_expiry_, returned.back().until);
        of.rested.splice(of.rested.end(), returned);
    }
    free_one(of);
    expired = take_expired(now);
}

void connection_pool::free_one(origin_connections& of)
{
    if (!of.waiting.empty())
    {
        const auto first = std::move(of.waiting.front());
        of.waiting.pop_front();
        first->has_slot = true;
        first->notify();
        return;
    }
    --of.in_use;
    if (of.is_unused()) origins_.erase(origins_.find(*of.origin));
}

connection_pool::rested_connections connection_pool::take_expired(clock::time_point now)
{
    rested_connections expired;
    if (now < next_expiry_) return expired;
    next_expiry_ = clock::time_point::max();
    for (auto entry = origins_.begin(); entry != origins_.end();)
    {
        auto& rested = entry->second.rested;
        while (!rested.empty() && rested.front().until <= now) expired.splice(expired.end(), rested, rested.begin());
        if (!rested.empty()) next_expiry_ = std::min(next_expiry_, rested.front().until);
        entry = entry->second.is_unused() ? origins_.erase(entry) : std::next(entry);
    }
    return expired;
}

} // namespace multipost
