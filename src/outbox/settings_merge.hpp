// SPDX-License-Identifier: BSL-1.0
/// @file
/// Puts together what a user and a network change of the same settings.
#ifndef MULTIPOST_OUTBOX_SETTINGS_MERGE_HPP
#define MULTIPOST_OUTBOX_SETTINGS_MERGE_HPP

#include <multipost/channel.hpp>

#include <optional>

namespace multipost {

/// Writes what a user changed: names and values by which `wanted` differs from the settings it was made from.
[[nodiscard]] channel_settings with_users_change(channel_settings stored, const channel_settings& from,
                                                 const channel_settings& wanted);

/// Writes what a network changed of the settings it was shown. Nothing: one of these is no longer as it was. What is written
/// already counts as written, so that an answer that was lost does no harm.
[[nodiscard]] std::optional<channel_settings>
with_networks_change(channel_settings stored, const channel_settings& from, const channel_settings& changed);

} // namespace multipost

#endif
