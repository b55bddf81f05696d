// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_CONNECTORS_HPP
#define MULTIPOST_CLI_CONNECTORS_HPP

#include "cli/invocation.hpp"

#include <multipost/connector_registry.hpp>

#include <vector>

namespace multipost::cli {

/// The connectors there are, and the plugin files that were refused.
struct loaded_connectors
{
    connector_registry registry;
    std::vector<error> refused;
};

/// Loads the plugins of the folders named by --plugin-path or MULTIPOST_PLUGIN_PATH, else of the installation this
/// program belongs to.
[[nodiscard]] loaded_connectors load_connectors(const global_options& options);

/// The same for a command that needs connectors: says on standard error what was refused.
///
/// @throws refusal  none could be loaded
[[nodiscard]] connector_registry require_connectors(const global_options& options);

} // namespace multipost::cli

#endif
