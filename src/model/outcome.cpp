// SPDX-License-Identifier: BSL-1.0
#include <multipost/outcome.hpp>

namespace multipost {

std::string_view to_string(delivery_state state) noexcept
{
    switch (state)
    {
    case delivery_state::delivered: return "delivered";
    case delivery_state::failed: return "failed";
    case delivery_state::unconfirmed: return "unconfirmed";
    case delivery_state::cancelled: return "cancelled";
    }
    return {};
}

std::string_view to_string(proof p) noexcept
{
    switch (p)
    {
    case proof::none: return "none";
    case proof::id: return "id";
    case proof::accepted: return "accepted";
    }
    return {};
}

std::string_view to_string(failure_class kind) noexcept
{
    switch (kind)
    {
    case failure_class::message_rejected: return "message_rejected";
    case failure_class::channel_dead: return "channel_dead";
    case failure_class::auth: return "auth";
    case failure_class::rate_limited: return "rate_limited";
    case failure_class::transient: return "transient";
    case failure_class::unconfirmed: return "unconfirmed";
    }
    return {};
}

} // namespace multipost
