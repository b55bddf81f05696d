// SPDX-License-Identifier: BSL-1.0
/// @file
/// Judges a delivery that was under way when the process died.
#ifndef MULTIPOST_OUTBOX_INTERRUPTION_VERDICT_HPP
#define MULTIPOST_OUTBOX_INTERRUPTION_VERDICT_HPP

#include "delivery/publication.hpp"

#include <multipost/connector_info.hpp>
#include <multipost/outcome.hpp>

#include <optional>
#include <string_view>

namespace multipost {

/// What it was doing, as the store remembers it.
struct interrupted_delivery
{
    exposure seen = exposure::nothing; ///< what readers may see of it
    wall_time first_attempt_at{};
    std::string_view channel_name;
    /// What the connector says of repeated delivery ids; nothing: it is not loaded any more.
    std::optional<idempotency_info> idempotency;
};

struct interruption_verdict
{
    /// queued (nothing can be there, or a checkpoint knows what is), waiting (the network recognises a repetition; due now) or
    /// unconfirmed.
    delivery_state state = delivery_state::unconfirmed;
    std::optional<multipost::failure> failure; ///< unless queued
};

[[nodiscard]] interruption_verdict judge(const interrupted_delivery& what, wall_time now);

} // namespace multipost

#endif
