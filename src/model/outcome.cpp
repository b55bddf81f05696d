// SPDX-License-Identifier: BSL-1.0
#include <multipost/outcome.hpp>

#include <array>
#include <utility>

namespace multipost {

namespace {

template <class Enum, std::size_t Size>
using names_of = std::array<std::pair<Enum, std::string_view>, Size>;

constexpr names_of<delivery_state, 9> delivery_states{{
    {delivery_state::delivered, "delivered"},
    {delivery_state::failed, "failed"},
    {delivery_state::unconfirmed, "unconfirmed"},
    {delivery_state::cancelled, "cancelled"},
    {delivery_state::missed, "missed"},
    {delivery_state::scheduled, "scheduled"},
    {delivery_state::queued, "queued"},
    {delivery_state::sending, "sending"},
    {delivery_state::waiting, "waiting"},
}};

constexpr names_of<proof, 3> proofs{{{proof::none, "none"}, {proof::id, "id"}, {proof::accepted, "accepted"}}};

constexpr names_of<failure_class, 6> failure_classes{{
    {failure_class::message_rejected, "message_rejected"},
    {failure_class::channel_dead, "channel_dead"},
    {failure_class::auth, "auth"},
    {failure_class::rate_limited, "rate_limited"},
    {failure_class::transient, "transient"},
    {failure_class::unconfirmed, "unconfirmed"},
}};

template <class Enum, std::size_t Size>
std::string_view name_in(const names_of<Enum, Size>& names, Enum value) noexcept
{
    for (const auto& [known, name] : names)
        if (known == value) return name;
    return {};
}

template <class Enum, std::size_t Size>
std::optional<Enum> value_in(const names_of<Enum, Size>& names, std::string_view name) noexcept
{
    for (const auto& [value, known] : names)
        if (known == name) return value;
    return std::nullopt;
}

} // namespace

std::string_view to_string(delivery_state state) noexcept { return name_in(delivery_states, state); }
std::string_view to_string(proof p) noexcept { return name_in(proofs, p); }
std::string_view to_string(failure_class kind) noexcept { return name_in(failure_classes, kind); }

std::optional<delivery_state> delivery_state_from_string(std::string_view name) noexcept
{
    return value_in(delivery_states, name);
}

std::optional<proof> proof_from_string(std::string_view name) noexcept { return value_in(proofs, name); }

std::optional<failure_class> failure_class_from_string(std::string_view name) noexcept
{
    return value_in(failure_classes, name);
}

bool is_end(delivery_state state) noexcept { return state <= delivery_state::missed; }

} // namespace multipost
