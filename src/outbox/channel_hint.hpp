// SPDX-License-Identifier: BSL-1.0
/// @file
/// Tells a channel from others of its kind without telling its secret.
#ifndef MULTIPOST_OUTBOX_CHANNEL_HINT_HPP
#define MULTIPOST_OUTBOX_CHANNEL_HINT_HPP

#include <multipost/channel.hpp>
#include <multipost/connector_info.hpp>

#include <functional>
#include <map>
#include <string>

namespace multipost {

/// The settings that the connector declares and does not call secret. Of an unknown connector: none.
[[nodiscard]] std::map<std::string, std::string, std::less<>> public_settings(const channel_settings& settings,
                                                                              const connector_info* info);

/// "127.0.0.1:8090 …y123": the host that a setting names, else the channel's label, and the last four characters of its
/// secret; nothing of one that is shorter than 12.
[[nodiscard]] std::string hint_of(const channel& c, const connector_info* info);

} // namespace multipost

#endif
