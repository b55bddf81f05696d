// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps a channel's secrets out of every text about it.
#ifndef MULTIPOST_PUBLISHER_CHANNEL_MASK_HPP
#define MULTIPOST_PUBLISHER_CHANNEL_MASK_HPP

#include "model/secret_mask.hpp"

#include <multipost/channel.hpp>
#include <multipost/connector_info.hpp>
#include <multipost/outcome.hpp>

#include <string_view>

namespace multipost {

/// Hides the settings that the connector flags as secret, and those it does not know.
[[nodiscard]] secret_mask mask_of(const channel_settings& settings, const connector_info& info);

/// Hides every setting: for a channel whose connector is not there to say which are secret.
[[nodiscard]] secret_mask mask_of(const channel_settings& settings);

/// Whether a text holds one of those secrets as it is. Much cheaper than masking.
[[nodiscard]] bool holds_secret(std::string_view text, const channel_settings& settings, const connector_info& info);

/// Masks all texts of a failure.
void hide_secrets(failure& f, const secret_mask& mask);

} // namespace multipost

#endif
