// SPDX-License-Identifier: BSL-1.0
#include "outbox/dispatch_queue.hpp"

#include <algorithm>
#include <utility>

namespace multipost {

dispatch_queue::dispatch_queue(std::size_t max_in_flight) : max_in_flight_(std::max<std::size_t>(max_in_flight, 1)) {}

bool dispatch_queue::wants_claim() const noexcept
{
    return stale_ && asked_for_ == 0 && ready_.size() <= max_in_flight_ / 2;
}

dispatch_queue::claim_wanted dispatch_queue::begin_claim()
{
    stale_ = false;
    asked_for_ = max_in_flight_ - std::min(ready_.size(), max_in_flight_ - 1);
    return {asked_for_, {busy_.begin(), busy_.end()}};
}

void dispatch_queue::claimed(claim_result found)
{
    if (found.due.size() >= asked_for_) stale_ = true;
    asked_for_ = 0;
    next_due_ = found.next_due;
    for (auto& one : found.due)
        if (busy_.insert(one.channel_id).second) ready_.push_back(std::move(one));
}

void dispatch_queue::claim_failed() noexcept
{
    asked_for_ = 0;
    stale_ = true;
}

std::optional<claimed_delivery> dispatch_queue::next()
{
    if (ready_.empty() || in_flight_ >= max_in_flight_) return std::nullopt;
    auto out = std::move(ready_.front());
    ready_.pop_front();
    ++in_flight_;
    return out;
}

void dispatch_queue::ended(std::string_view channel_id)
{
    --in_flight_;
    if (const auto found = busy_.find(channel_id); found != busy_.end()) busy_.erase(found);
    stale_ = true;
}

void dispatch_queue::drop_claims()
{
    for (const auto& one : ready_) busy_.erase(one.channel_id);
    ready_.clear();
}

} // namespace multipost
