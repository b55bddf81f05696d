// SPDX-License-Identifier: BSL-1.0
/// @file
/// Checks the settings of a channel against its connector's JSON Schema.
#ifndef MULTIPOST_PLUGIN_SETTINGS_SCHEMA_HPP
#define MULTIPOST_PLUGIN_SETTINGS_SCHEMA_HPP

#include <multipost/channel.hpp>
#include <multipost/connector_info.hpp>
#include <multipost/error.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace multipost {

/// Why a text is no JSON Schema that settings can be checked against; nothing when it is one.
///
/// @par Specification
/// JSON Schema draft 7
[[nodiscard]] std::optional<std::string> why_no_schema(std::string_view schema);

/// Checks settings and adds the schema's defaults for those that are absent.
///
/// @param settings  a number or a boolean stands as its JSON text, as in the plugin ABI
/// @par Errors
/// errc::bad_channel  a setting is missing, unknown, too long or against the schema; the text names it, never its value
[[nodiscard]] result<channel_settings> check_settings(const connector_info& connector, channel_settings settings);

/// The settings that the schema's own "examples" make, for tests and previews: one for each required property.
[[nodiscard]] channel_settings example_settings(const connector_info& connector);

} // namespace multipost

#endif
