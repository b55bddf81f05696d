// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_EVENTS_EVENT_HUB_HPP
#define WEBAPP_EVENTS_EVENT_HUB_HPP

#include <multipost/outbox.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace webapp {

/// Somebody who follows what changes of a user's.
class event_follower
{
public:
    virtual ~event_follower() = default;

    virtual void note(const multipost::outbox_change& change) = 0;
    virtual void note_everything() = 0;
    /// It is the oldest of too many.
    virtual void replace() = 0;
    virtual void end_session() = 0;
    [[nodiscard]] virtual const std::string& session() const = 0;
};

/// Knows who follows the changes of which user, and hands each change to its owner's followers alone.
///
/// Up to where a user was told is an id of two parts: a name that is drawn at random for the user, and how many of the
/// user's changes there were. It tells nobody anything of another user, and an id of another user, or of another process, is
/// just one that does not match. Who was followed is remembered for some minutes, so that a client that was cut off and
/// finds its id unchanged knows that it missed nothing; after that it gets another name.
///
/// Threads: all members on one.
class event_hub
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    static constexpr std::size_t most_followers_of_user = 8;
    static constexpr std::chrono::minutes remembered{5};

    /// Who is told how many follow, whenever that changes; nothing: nobody any more.
    void count_by(std::function<void(std::size_t)> counted) { counted_ = std::move(counted); }

    /// Replaces the oldest of the user's followers when there are too many.
    void join(const std::string& user, event_follower& one);
    void leave(const std::string& user, const event_follower& one, time_point now);

    /// Up to where the changes of a user that is followed have been handed on.
    [[nodiscard]] std::string id_of(const std::string& user) const;

    /// @param changes  nothing: it is not known what changed
    void changed(std::span<const multipost::outbox_change> changes);

    /// The sessions that follow.
    [[nodiscard]] std::vector<std::string> sessions() const;
    /// Ends those of the sessions asked about that are not alive.
    void end_sessions(const std::vector<std::string>& asked, const std::vector<std::string>& alive);

    /// Forgets who has not been followed for long.
    void forget(time_point now);

    [[nodiscard]] std::size_t followers() const noexcept { return count_; }
    [[nodiscard]] std::size_t users() const noexcept { return users_.size(); }

private:
    struct followed_user
    {
        std::string name;
        std::uint64_t changes = 0;
        std::list<event_follower*> followers; ///< the oldest first
        time_point left_at{};
    };

    void count(std::size_t followers);

    std::function<void(std::size_t)> counted_;
    std::map<std::string, followed_user, std::less<>> users_;
    std::size_t count_ = 0;
};

} // namespace webapp

#endif
