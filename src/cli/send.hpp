// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_SEND_HPP
#define MULTIPOST_CLI_SEND_HPP

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"

namespace multipost::cli {

/// `multipost send`: publishes a message to URLs and reports what became of it, channel by channel; with --dry-run shows
/// what would be sent. What goes to stored channels is accepted by their outbox.
///
/// @throws refusal
[[nodiscard]] exit_code run(const send_command& command, const global_options& global);

} // namespace multipost::cli

#endif
