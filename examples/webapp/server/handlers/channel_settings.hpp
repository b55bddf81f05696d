// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_CHANNEL_SETTINGS_HPP
#define WEBAPP_HANDLERS_CHANNEL_SETTINGS_HPP

#include "api/json_body.hpp"

#include <multipost/channel.hpp>
#include <multipost/connector_registry.hpp>
#include <multipost/stored_channel.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// What a user asks a new channel to be.
struct wanted_channel
{
    std::string name;
    multipost::channel where;
};

/// What a user asks to change in a channel. Of `url` and `settings` at most one is there.
struct wanted_change
{
    std::optional<std::string> name;
    std::optional<multipost::channel_state> state;
    std::optional<multipost::secret_string> url;
    std::vector<std::pair<std::string, multipost::secret_string>> settings; ///< by name; an empty one is to go

    /// Whether it concerns where the channel leads.
    [[nodiscard]] bool changes_settings() const { return url.has_value() || !settings.empty(); }
};

/// Reads a NewChannel of docs/openapi.yaml.
/// @throws problem  400; 422 bad_channel, unknown_connector: the text never repeats the URL or a setting
[[nodiscard]] wanted_channel read_new_channel(object_reader body, const multipost::connector_registry& connectors);

/// Reads a ChannelChange of docs/openapi.yaml.
/// @throws problem  400
[[nodiscard]] wanted_change read_channel_change(object_reader body);

/// Where a channel leads once the change is made.
/// @throws problem  422 bad_channel, also when that is another connector
[[nodiscard]] multipost::channel changed_channel(multipost::channel now, const wanted_change& change,
                                                 const multipost::connector_registry& connectors);

} // namespace webapp

#endif
