// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_OUTBOX_READER_HPP
#define MULTIPOST_CLI_OUTBOX_READER_HPP

#include "cli/data_folder.hpp"
#include "cli/invocation.hpp"

#include <multipost/post.hpp>

#include <optional>

namespace multipost::cli {

/// The posts of an outbox that no server holds, of all its owners.
///
/// @throws refusal  there is none, it cannot be opened, or somebody else has it; the text says who
[[nodiscard]] post_page list_posts(const data_folder& data, const posts_list_command& command,
                                   const global_options& global);

/// One of them; nothing: there is no such post.
///
/// @throws refusal  as above
[[nodiscard]] std::optional<post> find_post(const data_folder& data, const posts_show_command& command,
                                            const global_options& global);

} // namespace multipost::cli

#endif
