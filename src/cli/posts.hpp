// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_POSTS_HPP
#define MULTIPOST_CLI_POSTS_HPP

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"

namespace multipost::cli {

/// `multipost posts list`: the posts of an outbox, of all its users, newest first.
///
/// Asks the server that holds the data folder, or opens the outbox where none does; as the others do.
/// @throws refusal  there is no outbox, or it cannot be read
[[nodiscard]] exit_code run(const posts_list_command& command, const global_options& global);

/// `multipost posts show ID`: a post with its deliveries and every attempt.
///
/// @throws refusal  there is no such post, or it cannot be read; as the others do
[[nodiscard]] exit_code run(const posts_show_command& command, const global_options& global);

/// `multipost posts edit ID TEXT`. @throws refusal  something of the post has been tried
[[nodiscard]] exit_code run(const posts_edit_command& command, const global_options& global);

/// `multipost posts reschedule ID`. @throws refusal  something of the post has been tried, or the time is wrong
[[nodiscard]] exit_code run(const posts_reschedule_command& command, const global_options& global);

/// `multipost posts cancel ID`. @throws refusal  nothing of the post is left to cancel
[[nodiscard]] exit_code run(const posts_cancel_command& command, const global_options& global);

/// `multipost posts restore ID`. @throws refusal  the post is due, or nothing of it is cancelled
[[nodiscard]] exit_code run(const posts_restore_command& command, const global_options& global);

/// `multipost posts retry ID`. @throws refusal  nothing of the post has failed
[[nodiscard]] exit_code run(const posts_retry_command& command, const global_options& global);

/// `multipost posts resolve DELIVERY`. @throws refusal  the delivery is not unconfirmed
[[nodiscard]] exit_code run(const posts_resolve_command& command, const global_options& global);

} // namespace multipost::cli

#endif
