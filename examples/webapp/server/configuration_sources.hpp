// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_CONFIGURATION_SOURCES_HPP
#define WEBAPP_CONFIGURATION_SOURCES_HPP

#include "command_line.hpp"
#include "operation/configuration.hpp"

namespace webapp {

/// The flags of a call, the environment, and the file: --config, else the first of multipost/config.toml in $XDG_CONFIG_HOME
/// (or ~/.config) and in /etc that exists.
/// @throws startup_failure  the file cannot be read
[[nodiscard]] configuration_sources collect_sources(const invocation& call);

/// The same, its relative paths taken from the current folder.
[[nodiscard]] configuration with_absolute_paths(configuration c);

} // namespace webapp

#endif
