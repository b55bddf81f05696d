// SPDX-License-Identifier: BSL-1.0
#include "events/change_inbox.hpp"

#include <boost/asio/post.hpp>

#include <cstddef>
#include <utility>

namespace webapp {

namespace {

/// More than this is waiting only when the server has much else to do.
constexpr std::size_t most_waiting = 10'000;

} // namespace

void change_inbox::put(std::span<const multipost::outbox_change> changes)
{
    const std::lock_guard lock(mutex_);
    if (is_closed_) return;
    if (waiting_.size() + changes.size() > most_waiting) has_overflown_ = true;
    if (has_overflown_)
        waiting_.clear();
    else
        waiting_.insert(waiting_.end(), changes.begin(), changes.end());
    if (is_announced_) return;
    boost::asio::post(executor_, [self = shared_from_this()] { self->deliver(); });
    is_announced_ = true; // and not when that threw: nothing would be delivered ever again
}

void change_inbox::close()
{
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    waiting_.clear();
}

void change_inbox::deliver()
{
    std::vector<multipost::outbox_change> changes;
    {
        const std::lock_guard lock(mutex_);
        if (is_closed_) return;
        is_announced_ = false;
        has_overflown_ = false;
        changes = std::exchange(waiting_, {});
    }
    reader_(changes);
}

} // namespace webapp
