// SPDX-License-Identifier: BSL-1.0
/// @file
/// Tells the host what the Discord connector is and takes.
#ifndef MULTIPOST_DISCORD_DESCRIPTION_HPP
#define MULTIPOST_DISCORD_DESCRIPTION_HPP

#include <string_view>

namespace discord {

/// JSON; lives as long as the process.
[[nodiscard]] std::string_view connector_description();

} // namespace discord

#endif
