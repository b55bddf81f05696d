// SPDX-License-Identifier: BSL-1.0
#include "accounts/session_cache.hpp"

#include <algorithm>
#include <utility>

namespace webapp {

std::optional<known_session> session_cache::find(std::string_view digest)
{
    const std::lock_guard lock(mutex_);
    const auto found = by_digest_.find(digest);
    if (found == by_digest_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->session;
}

void session_cache::insert(std::string_view digest, known_session s)
{
    const std::lock_guard lock(mutex_);
    if (const auto found = by_digest_.find(digest); found != by_digest_.end())
    {
        found->second->session = std::move(s);
        return;
    }
    if (entries_.size() >= max_sessions_) erase_at(std::prev(entries_.end()));
    entries_.push_front(entry{std::string(digest), std::move(s)});
    by_digest_.emplace(entries_.front().digest, entries_.begin());
}

void session_cache::touch(std::string_view digest, session_clock::reading now)
{
    const std::lock_guard lock(mutex_);
    const auto found = by_digest_.find(digest);
    if (found == by_digest_.end()) return;
    auto& last_used = found->second->session.last_used;
    last_used = std::max(last_used, now);
}

void session_cache::erase(std::string_view digest)
{
    const std::lock_guard lock(mutex_);
    if (const auto found = by_digest_.find(digest); found != by_digest_.end()) erase_at(found->second);
}

void session_cache::erase_user(std::string_view user_id)
{
    const std::lock_guard lock(mutex_);
    for (auto at = entries_.begin(); at != entries_.end();)
    {
        const auto next = std::next(at);
        if (at->session.who.user_id == user_id) erase_at(at);
        at = next;
    }
}

void session_cache::erase_at(entries::iterator at)
{
    by_digest_.erase(at->digest);
    entries_.erase(at);
}

} // namespace webapp
