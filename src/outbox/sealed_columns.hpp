// SPDX-License-Identifier: BSL-1.0
/// @file
/// Names the places that hold something sealed.
#ifndef MULTIPOST_OUTBOX_SEALED_COLUMNS_HPP
#define MULTIPOST_OUTBOX_SEALED_COLUMNS_HPP

#include "outbox/vault.hpp"

#include <string_view>

namespace multipost {

[[nodiscard]] inline sealed_place channel_secrets(std::string_view channel)
{
    return {"outbox_channels", channel, "sealed"};
}

[[nodiscard]] inline sealed_place delivery_checkpoint(std::string_view delivery)
{
    return {"outbox_deliveries", delivery, "checkpoint"};
}

} // namespace multipost

#endif
