// SPDX-License-Identifier: BSL-1.0
#include "events/event_hub.hpp"

#include "accounts/secret_token.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace webapp {

namespace {

constexpr std::size_t name_bytes = 16;

} // namespace

void event_hub::join(const std::string& user, event_follower& one)
{
    auto& joined = users_[user];
    if (joined.name.empty()) joined.name = new_token(name_bytes).reveal();
    joined.followers.push_back(&one);
    count(count_ + 1);
    if (joined.followers.size() <= most_followers_of_user) return;
    // It leaves when it has said goodbye; until then it is not the oldest of those that stay.
    auto* const oldest = joined.followers.front();
    joined.followers.pop_front();
    count(count_ - 1);
    oldest->replace();
}

void event_hub::leave(const std::string& user, const event_follower& one, time_point now)
{
    const auto found = users_.find(user);
    if (found == users_.end()) return;
    auto& followers = found->second.followers;
    const auto at = std::find(followers.begin(), followers.end(), &one);
    if (at == followers.end()) return;
    followers.erase(at);
    found->second.left_at = now;
    count(count_ - 1);
}

std::string event_hub::id_of(const std::string& user) const
{
    const auto found = users_.find(user);
    if (found == users_.end()) return {};
    return found->second.name + "." + std::to_string(found->second.changes);
}

void event_hub::changed(std::span<const multipost::outbox_change> changes)
{
    for (const auto& change : changes)
    {
        const auto found = users_.find(change.owner);
        if (found == users_.end()) continue;
        ++found->second.changes;
        for (auto* const follower : found->second.followers) follower->note(change);
    }
    if (!changes.empty()) return;
    for (auto& [user, followed] : users_)
    {
        ++followed.changes;
        for (auto* const follower : followed.followers) follower->note_everything();
    }
}

std::vector<std::string> event_hub::sessions() const
{
    std::vector<std::string> all;
    for (const auto& [user, followed] : users_)
        for (const auto* const follower : followed.followers) all.push_back(follower->session());
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

void event_hub::end_sessions(const std::vector<std::string>& asked, const std::vector<std::string>& alive)
{
    // There may be as many as connections.
    std::set<std::string_view> ended(asked.begin(), asked.end());
    for (const auto& session : alive) ended.erase(session);
    const auto has_ended = [&](const std::string& session) { return ended.contains(session); };
    for (auto& [user, followed] : users_)
        for (auto* const follower : followed.followers)
            if (has_ended(follower->session())) follower->end_session();
}

void event_hub::forget(time_point now)
{
    std::erase_if(users_, [now](const auto& known) {
        return known.second.followers.empty() && known.second.left_at + remembered <= now;
    });
}

void event_hub::count(std::size_t followers)
{
    count_ = followers;
    if (counted_) counted_(count_);
}

} // namespace webapp
