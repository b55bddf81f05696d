// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_PLUGINS_HPP
#define MULTIPOST_CLI_PLUGINS_HPP

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"

namespace multipost::cli {

/// `multipost plugins list`: the connectors there are, and the plugin files that were refused.
[[nodiscard]] exit_code run(const plugins_list_command& command, const global_options& global);

/// `multipost plugins show ID`: what a connector says of itself.
///
/// @throws refusal  there is no such connector
[[nodiscard]] exit_code run(const plugins_show_command& command, const global_options& global);

/// `multipost plugins check FILE`: whether a plugin keeps the rules of the ABI.
[[nodiscard]] exit_code run(const plugins_check_command& command, const global_options& global);

} // namespace multipost::cli

#endif
