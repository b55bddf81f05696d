// SPDX-License-Identifier: BSL-1.0
#include <multipost/stored_channel.hpp>

namespace multipost {

std::string_view to_string(channel_state state) noexcept
{
    switch (state)
    {
    case channel_state::active: return "active";
    case channel_state::paused: return "paused";
    case channel_state::needs_attention: return "needs_attention";
    }
    return {};
}

} // namespace multipost
