// SPDX-License-Identifier: BSL-1.0
/// @file
/// Decides what a client is told of its user's changes, and when. No I/O.
#ifndef WEBAPP_EVENTS_EVENT_FEED_HPP
#define WEBAPP_EVENTS_EVENT_FEED_HPP

#include <multipost/outbox.hpp>
#include <multipost/outcome.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace webapp {

/// Why a stream ends by the server's will.
enum class farewell_reason {
    stopping,      ///< the server is
    session_ended, ///< nobody is logged in any more
    replaced,      ///< the user has too many streams, and this was the oldest
};

[[nodiscard]] std::string_view to_string(farewell_reason r) noexcept;

/// The events of one stream, as the text that is sent.
///
/// What changed is kept as a set of ids until it is told, at most once in 100 ms; of more than 100 it keeps only that there
/// were more. So a client that reads slowly costs no more than one that does not.
///
/// @par Specification
/// https://html.spec.whatwg.org/multipage/server-sent-events.html , read 2026-11-23; docs/openapi.yaml has the events
class event_feed
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    static constexpr std::chrono::milliseconds least_pause{100};
    static constexpr std::chrono::seconds longest_silence{20};
    static constexpr std::size_t most_ids = 100;

    /// @param last_event_id  up to where the client was told before; empty: nothing
    /// @param retry          how long it is to wait before it connects again
    event_feed(std::string last_event_id, std::chrono::milliseconds retry);

    void note(const multipost::outbox_change& change);
    /// Notes that anything may have changed.
    void note_everything() noexcept { is_everything_ = true; }

    /// Says goodbye and nothing more. The first reason counts.
    void end(farewell_reason why) noexcept;

    struct now
    {
        time_point steady;
        multipost::wall_time wall;
    };

    struct output
    {
        std::string text;      ///< to be sent; empty: nothing yet
        bool is_over = false;  ///< there will be nothing more
        time_point look_again; ///< when there is something, should nothing happen before
    };

    /// What is to be sent now.
    ///
    /// @param id  up to where the user's changes have been noted
    [[nodiscard]] output take(const now& at, std::string_view id);

private:
    [[nodiscard]] std::string greeting(const now& at, std::string_view id);
    [[nodiscard]] std::string changes(std::string_view id);
    [[nodiscard]] std::string farewell() const;
    [[nodiscard]] bool has_news() const noexcept { return is_everything_ || !posts_.empty() || !channels_.empty(); }

    std::string last_event_id_;
    std::chrono::milliseconds retry_;
    std::set<std::string> posts_;
    std::set<std::string> channels_;
    bool is_everything_ = false;
    bool has_begun_ = false;
    bool has_ended_ = false;
    std::optional<farewell_reason> ending_;
    time_point last_told_{};
    time_point last_sent_{};
};

} // namespace webapp

#endif
