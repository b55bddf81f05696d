// SPDX-License-Identifier: BSL-1.0
/// @file
/// Remembers what must rest, and until when.
#ifndef MULTIPOST_DELIVERY_RATE_GATE_HPP
#define MULTIPOST_DELIVERY_RATE_GATE_HPP

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace multipost {

/// The next free instant of each channel, credential and origin that a network asked to leave alone.
///
/// Keys are the caller's. Time is an argument. Not thread-safe. Bounded: when it is full, what ends first is forgotten
/// first, because the network itself will say so again.
class rate_gate
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit rate_gate(std::size_t max_keys = 4096) : max_keys_(max_keys) {}

    /// Lets a key rest until an instant; an instant before the one already noted changes nothing.
    void pause(std::string_view key, time_point until, time_point now);

    /// When the key is free; `now` when it is.
    [[nodiscard]] time_point not_before(std::string_view key, time_point now) const;

    [[nodiscard]] std::size_t size() const noexcept { return until_.size(); }

private:
    void make_room(time_point now);

    struct text_hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
    };

    std::unordered_map<std::string, time_point, text_hash, std::equal_to<>> until_;
    std::size_t max_keys_;
};

} // namespace multipost

#endif
