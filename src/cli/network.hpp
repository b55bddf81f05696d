// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_NETWORK_HPP
#define MULTIPOST_CLI_NETWORK_HPP

#include "cli/invocation.hpp"

#include <multipost/publisher.hpp>

namespace multipost::cli {

/// How to reach the networks for a direct `send`: hosts allowed by --allow-host and MULTIPOST_ALLOW_HOSTS, certificates,
/// time limit, log.
///
/// @throws refusal  an entry is wrong, or the certificates cannot be read
[[nodiscard]] publisher_options network_options(const send_command& command, const global_options& global);

/// The same for `preview`, which reaches nothing, and says what would be refused.
///
/// @throws refusal  an entry is wrong
[[nodiscard]] publisher_options network_options(const preview_command& command, const global_options& global);

/// The same for an outbox that this process sends from.
///
/// @throws refusal  an entry is wrong, or the certificates cannot be read
[[nodiscard]] publisher_options network_options(const network_choice& choice, const global_options& global);

} // namespace multipost::cli

#endif
