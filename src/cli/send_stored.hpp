// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_SEND_STORED_HPP
#define MULTIPOST_CLI_SEND_STORED_HPP

#include "cli/channel_urls.hpp"
#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"

#include <vector>

namespace multipost::cli {

/// `multipost send` to stored channels: has an outbox accept the post, and with --wait stays until it is told.
///
/// @param targets  names or ids, one at least
/// @throws refusal
[[nodiscard]] exit_code send_to_stored_channels(const send_command& command, const std::vector<channel_url>& targets,
                                                const global_options& global);

/// `multipost preview` of stored channels.
///
/// @throws refusal
[[nodiscard]] exit_code preview_on_stored_channels(const preview_command& command,
                                                   const std::vector<channel_url>& targets,
                                                   const global_options& global);

/// What only the outbox can do asks for stored channels.
///
/// @throws refusal  such an option is given
void refuse_options_of_outbox(const send_command& command);

} // namespace multipost::cli

#endif
