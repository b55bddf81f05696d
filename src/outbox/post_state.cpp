// SPDX-License-Identifier: BSL-1.0
#include <multipost/post.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace multipost {

namespace {

constexpr std::array<std::pair<post_state, std::string_view>, 9> post_states{{
    {post_state::draft, "draft"},
    {post_state::sending, "sending"},
    {post_state::scheduled, "scheduled"},
    {post_state::unconfirmed, "unconfirmed"},
    {post_state::delivered, "delivered"},
    {post_state::failed, "failed"},
    {post_state::missed, "missed"},
    {post_state::cancelled, "cancelled"},
    {post_state::partly_delivered, "partly_delivered"},
}};

/// The post's word when all its deliveries are in that state.
post_state state_of_all(delivery_state state) noexcept
{
    switch (state)
    {
    case delivery_state::delivered: return post_state::delivered;
    case delivery_state::missed: return post_state::missed;
    case delivery_state::cancelled: return post_state::cancelled;
    default: return post_state::failed;
    }
}

} // namespace

std::string_view to_string(post_state state) noexcept
{
    for (const auto& [known, name] : post_states)
        if (known == state) return name;
    return {};
}

std::optional<post_state> post_state_from_string(std::string_view name) noexcept
{
    for (const auto& [state, known] : post_states)
        if (known == name) return state;
    return std::nullopt;
}

post_state state_of(std::span<const delivery_state> deliveries) noexcept
{
    using enum delivery_state;
    const auto some = [deliveries](delivery_state s) { return std::ranges::find(deliveries, s) != deliveries.end(); };
    if (deliveries.empty()) return post_state::draft;
    if (some(queued) || some(sending) || some(waiting)) return post_state::sending;
    if (some(scheduled)) return post_state::scheduled;
    if (some(unconfirmed)) return post_state::unconfirmed;
    const auto first = deliveries.front();
    if (std::ranges::all_of(deliveries, [first](delivery_state s) { return s == first; })) return state_of_all(first);
    return some(delivered) ? post_state::partly_delivered : post_state::failed;
}

} // namespace multipost
