// SPDX-License-Identifier: BSL-1.0
/// @file
/// Shares the deliveries that may be under way at once among owners and networks.
#ifndef MULTIPOST_OUTBOX_SEND_SLOTS_HPP
#define MULTIPOST_OUTBOX_SEND_SLOTS_HPP

#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace multipost {

/// How many deliveries may be under way at once; each at least 1.
struct dispatch_bounds
{
    std::size_t in_flight = 64;
    std::size_t of_owner = 16;
    std::size_t to_origin = 16;
};

/// For whom a slot is taken.
struct slot_user
{
    std::string owner;
    std::string origin; ///< empty: nobody that others speak to
};

/// Counts whose deliveries are under way, and to whom. The bounds are hard: one who may use all slots while nobody else wants
/// one still has them, with networks that hang, when somebody does.
class send_slots
{
public:
    explicit send_slots(const dispatch_bounds& bounds) noexcept;

    [[nodiscard]] std::size_t count() const noexcept { return bounds_.in_flight; }

    /// Whether neither the user's owner nor its origin has as many as it may have.
    [[nodiscard]] bool has_room_for(const slot_user& user) const;
    void take(const slot_user& user);
    void give_back(const slot_user& user);

private:
    using counts = std::map<std::string, std::size_t, std::less<>>;

    dispatch_bounds bounds_;
    counts owners_;
    counts origins_;
};

} // namespace multipost

#endif
