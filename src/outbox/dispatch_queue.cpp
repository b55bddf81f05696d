// SPDX-License-Identifier: BSL-1.0
#include "outbox/dispatch_queue.hpp"

#include <algorithm>
#include <utility>

namespace multipost {

namespace {

/// How many times as many may be held as may be under way.
constexpr std::size_t held_for_each_slot = 16;

} // namespace

dispatch_queue::dispatch_queue(const dispatch_bounds& bounds, origin_of origin)
    : origin_of_(std::move(origin)),
      slots_(bounds)
{}

bool dispatch_queue::wants_claim() const { return stale_ && has_room(); }

bool dispatch_queue::has_room() const
{
    if (asked_for_ != 0 || ready_.size() >= slots_.count() * held_for_each_slot) return false;
    return beginnable() <= slots_.count() / 2;
}

dispatch_queue::claim_wanted dispatch_queue::begin_claim()
{
    stale_ = false;
    asked_for_ = slots_.count() - std::min(beginnable(), slots_.count() - 1);
    return {asked_for_, {busy_.begin(), busy_.end()}};
}

void dispatch_queue::claimed(claim_result found)
{
    if (found.due.size() >= asked_for_) stale_ = true;
    asked_for_ = 0;
    next_due_ = found.next_due;
    for (auto& one : found.due)
    {
        if (!busy_.insert(one.channel_id).second) continue;
        slot_user user{one.owner, origin_of_ ? origin_of_(one) : std::string()};
        ready_.push_back({std::move(one), std::move(user)});
    }
}

void dispatch_queue::claim_failed() noexcept
{
    asked_for_ = 0;
    stale_ = true;
}

std::optional<claimed_delivery> dispatch_queue::next()
{
    if (in_flight_.size() >= slots_.count()) return std::nullopt;
    const auto first =
        std::find_if(ready_.begin(), ready_.end(), [this](const held& h) { return slots_.has_room_for(h.user); });
    if (first == ready_.end()) return std::nullopt;
    auto out = std::move(first->what);
    slots_.take(first->user);
    in_flight_.insert_or_assign(out.channel_id, std::move(first->user));
    ready_.erase(first);
    return out;
}

void dispatch_queue::ended(std::string_view channel_id)
{
    stale_ = true;
    if (const auto found = busy_.find(channel_id); found != busy_.end()) busy_.erase(found);
    const auto found = in_flight_.find(channel_id);
    if (found == in_flight_.end()) return;
    slots_.give_back(found->second);
    in_flight_.erase(found);
}

void dispatch_queue::drop_claims()
{
    for (const auto& one : ready_) busy_.erase(one.what.channel_id);
    ready_.clear();
}

/// How many of those that are held could begin if there were slots enough for all.
std::size_t dispatch_queue::beginnable() const
{
    auto slots = slots_;
    std::size_t count = 0;
    for (const auto& one : ready_)
    {
        if (!slots.has_room_for(one.user)) continue;
        slots.take(one.user);
        ++count;
    }
    return count;
}

} // namespace multipost
