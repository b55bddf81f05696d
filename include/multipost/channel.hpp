// SPDX-License-Identifier: BSL-1.0
/// @file
/// Names where a message can go: a connector and its settings.
#ifndef MULTIPOST_CHANNEL_HPP
#define MULTIPOST_CHANNEL_HPP

#include <multipost/secret_string.hpp>

#include <functional>
#include <map>
#include <string>

namespace multipost {

/// The settings of a channel, by the names that the connector's description declares.
using channel_settings = std::map<std::string, secret_string, std::less<>>;

/// A place a message can go to. Make one with connector_registry::channel_from_url or from stored settings.
struct channel
{
    std::string connector; ///< id: "slack"
    channel_settings settings;
    /// How to speak of it to the user: "slack T1/B1", or the name the user gave it. Never holds a secret.
    std::string label;
};

} // namespace multipost

#endif
