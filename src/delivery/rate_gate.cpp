// SPDX-License-Identifier: BSL-1.0
#include "delivery/rate_gate.hpp"

#include <algorithm>

namespace multipost {

void rate_gate::pause(std::string_view key, time_point until, time_point now)
{
    if (until <= now || max_keys_ == 0) return;
    if (const auto found = until_.find(key); found != until_.end())
    {
        found->second = std::max(found->second, until);
        return;
    }
    if (until_.size() >= max_keys_) make_room(now);
    until_.emplace(key, until);
}

rate_gate::time_point rate_gate::not_before(std::string_view key, time_point now) const
{
    if (until_.empty()) return now;
    const auto found = until_.find(key);
    return found == until_.end() ? now : std::max(found->second, now);
}

void rate_gate::make_room(time_point now)
{
    std::erase_if(until_, [now](const auto& entry) { return entry.second <= now; });
    if (until_.size() < max_keys_) return;
    until_.erase(std::min_element(until_.begin(), until_.end(),
                                  [](const auto& a, const auto& b) { return a.second < b.second; }));
}

} // namespace multipost
