// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_SESSION_CACHE_HPP
#define WEBAPP_ACCOUNTS_SESSION_CACHE_HPP

#include "accounts/session_clock.hpp"
#include "api/identity.hpp"

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace webapp {

/// A session that has been looked up.
struct known_session
{
    identity who;
    session_clock::reading created{};
    session_clock::reading last_used{};
};

/// Keeps the sessions that were used last, so that a request of a logged-in user needs no query.
///
/// What it holds is never newer or older than the database, because it is changed by the work on the database's thread that
/// reads or changes the same rows, in the order of that work: a session that has ended is in here no longer when its end is
/// told to anybody. Keyed by the digests of tokens: no token is kept. Members may be called from any thread.
class session_cache
{
public:
    explicit session_cache(std::size_t max_sessions) : max_sessions_(max_sessions) {}

    [[nodiscard]] std::optional<known_session> find(std::string_view digest);
    void insert(std::string_view digest, known_session s);
    /// Notes that a session was used, if it is still here.
    void touch(std::string_view digest, session_clock::reading now);
    void erase(std::string_view digest);
    /// Erases all sessions of a user.
    void erase_user(std::string_view user_id);

private:
    struct entry
    {
        std::string digest;
        known_session session;
    };

    using entries = std::list<entry>;

    void erase_at(entries::iterator at);

    std::mutex mutex_;
    std::size_t max_sessions_;
    entries entries_;                                                   ///< the last used first
    std::unordered_map<std::string_view, entries::iterator> by_digest_; ///< keys are those of the entries
};

} // namespace webapp

#endif
