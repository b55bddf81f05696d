// SPDX-License-Identifier: BSL-1.0
/// @file
/// `multipost channels`: the channels that an outbox keeps, of all its users. Nothing printed holds a secret.
#ifndef MULTIPOST_CLI_CHANNEL_COMMANDS_HPP
#define MULTIPOST_CLI_CHANNEL_COMMANDS_HPP

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"

namespace multipost::cli {

/// @throws refusal  there is no outbox, or it cannot be read; as the others do
[[nodiscard]] exit_code run(const channels_list_command& command, const global_options& global);

/// @throws refusal  there is no such channel; as the others do
[[nodiscard]] exit_code run(const channels_show_command& command, const global_options& global);

/// Keeps a channel. Where there is no outbox yet, one is made.
///
/// @throws refusal  the URL is wrong, or another channel has that name
[[nodiscard]] exit_code run(const channels_add_command& command, const global_options& global);

/// Asks the channel's network; ends with success, failure where it cannot be used, unconfirmed without a clear answer.
[[nodiscard]] exit_code run(const channels_test_command& command, const global_options& global);

/// @throws refusal  the URL is wrong, or of another network
[[nodiscard]] exit_code run(const channels_edit_command& command, const global_options& global);

[[nodiscard]] exit_code run(const channels_pause_command& command, const global_options& global);
[[nodiscard]] exit_code run(const channels_resume_command& command, const global_options& global);

/// @throws refusal  deliveries to it have not gone out, and --force was not given
[[nodiscard]] exit_code run(const channels_remove_command& command, const global_options& global);

} // namespace multipost::cli

#endif
