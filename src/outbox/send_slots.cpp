// SPDX-License-Identifier: BSL-1.0
#include "outbox/send_slots.hpp"

#include <algorithm>
#include <string_view>

namespace multipost {

namespace {

template <class Counts>
std::size_t count_of(const Counts& counts, std::string_view who)
{
    const auto found = counts.find(who);
    return found == counts.end() ? 0 : found->second;
}

template <class Counts>
void subtract_one(Counts& counts, std::string_view who)
{
    const auto found = counts.find(who);
    if (found != counts.end() && --found->second == 0) counts.erase(found);
}

} // namespace

send_slots::send_slots(const dispatch_bounds& bounds) noexcept
    : bounds_{std::max<std::size_t>(bounds.in_flight, 1), std::max<std::size_t>(bounds.of_owner, 1),
              std::max<std::size_t>(bounds.to_origin, 1)}
{}

bool send_slots::has_room_for(const slot_user& user) const
{
    return count_of(owners_, user.owner) < bounds_.of_owner &&
           (user.origin.empty() || count_of(origins_, user.origin) < bounds_.to_origin);
}

void send_slots::take(const slot_user& user)
{
    ++owners_[user.owner];
    if (!user.origin.empty()) ++origins_[user.origin];
}

void send_slots::give_back(const slot_user& user)
{
    subtract_one(owners_, user.owner);
    if (!user.origin.empty()) subtract_one(origins_, user.origin);
}

} // namespace multipost
