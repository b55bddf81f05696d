// SPDX-License-Identifier: BSL-1.0
/// @file
/// Decides what a worker claims and begins next. No I/O, no clock.
#ifndef MULTIPOST_OUTBOX_DISPATCH_QUEUE_HPP
#define MULTIPOST_OUTBOX_DISPATCH_QUEUE_HPP

#include "outbox/send_slots.hpp"
#include "outbox/store.hpp"

#include <multipost/outcome.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// The deliveries that a worker has claimed, and those it has under way: never two of one channel.
///
/// As many are claimed ahead as may be under way at once, and more when less than half of them is left, so that a claim is
/// shared by many deliveries and no channel's turn waits for one. One whose owner or network has no slot left is held, and what
/// is behind it goes on; so many are held that memory stays bounded.
class dispatch_queue
{
public:
    using origin_of = std::function<std::string(const claimed_delivery&)>;

    /// @param origin  whom a delivery speaks to; empty: nobody that others speak to
    explicit dispatch_queue(const dispatch_bounds& bounds, origin_of origin = {});

    /// Something may have become due.
    void look_again() noexcept { stale_ = true; }

    /// Whether to claim now: something may be due, and there is room.
    [[nodiscard]] bool wants_claim() const;

    /// What to ask the store for.
    struct claim_wanted
    {
        std::size_t limit;
        std::vector<std::string> busy_channels;
    };
    [[nodiscard]] claim_wanted begin_claim();
    void claimed(claim_result found);
    /// Nothing came of it.
    void claim_failed() noexcept;

    /// The next to begin, and notes that it is under way; nothing: none may begin.
    [[nodiscard]] std::optional<claimed_delivery> next();

    /// A delivery is no longer under way: its channel's next may be claimed.
    void ended(std::string_view channel_id);

    /// Forgets what was claimed and has not begun.
    void drop_claims();

    [[nodiscard]] std::size_t in_flight() const noexcept { return in_flight_.size(); }

    /// When to claim again at the latest, because something more is due then; nothing: nobody knows of any, or there is no room
    /// for it before a delivery ends.
    [[nodiscard]] std::optional<wall_time> next_due() const { return has_room() ? next_due_ : std::nullopt; }

private:
    struct held
    {
        claimed_delivery what;
        slot_user user;
    };

    [[nodiscard]] bool has_room() const;
    [[nodiscard]] std::size_t beginnable() const;

    origin_of origin_of_;
    send_slots slots_;
    std::size_t asked_for_ = 0; ///< by the claim that is under way
    bool stale_ = true;         ///< the store may know of more
    std::deque<held> ready_;
    std::set<std::string, std::less<>> busy_;                 ///< channels of what is ready or in flight
    std::map<std::string, slot_user, std::less<>> in_flight_; ///< by channel
    std::optional<wall_time> next_due_;
};

} // namespace multipost

#endif
