// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_POSTS_HPP
#define MULTIPOST_CLI_POSTS_HPP

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"

namespace multipost::cli {

/// `multipost posts list`: the posts of an outbox, of all its users, newest first.
///
/// Asks the server that holds the data folder, or opens the outbox where none does.
/// @throws refusal  there is no outbox, or it cannot be read
[[nodiscard]] exit_code run(const posts_list_command& command, const global_options& global);

/// `multipost posts show ID`: a post with its deliveries and every attempt.
///
/// @throws refusal  there is no such post, or it cannot be read
[[nodiscard]] exit_code run(const posts_show_command& command, const global_options& global);

} // namespace multipost::cli

#endif
