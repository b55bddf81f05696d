// SPDX-License-Identifier: BSL-1.0
/// @file
/// `multipost db`: looks after the SQLite database of a data folder.
#ifndef MULTIPOST_CLI_DATABASE_COMMANDS_HPP
#define MULTIPOST_CLI_DATABASE_COMMANDS_HPP

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"

namespace multipost::cli {

/// @throws refusal  there is no database, or it cannot be read; as the others do
[[nodiscard]] exit_code run(const db_status_command& command, const global_options& global);

/// @throws refusal  it was written by a newer version
[[nodiscard]] exit_code run(const db_migrate_command& command, const global_options& global);

/// Ends with failure when something is wrong with it.
[[nodiscard]] exit_code run(const db_check_command& command, const global_options& global);

/// @throws refusal  there is a file of that name, or it cannot be made
[[nodiscard]] exit_code run(const db_backup_command& command, const global_options& global);

/// Puts a backup in the place of the database, with the channels paused that have something to send: what of it went out after
/// the backup was made is not in the backup, and would go out again.
///
/// @throws refusal  somebody has the folder; there is a database, and --force was not given; the backup or the key is wrong.
///     Then nothing is changed
[[nodiscard]] exit_code run(const db_restore_command& command, const global_options& global);

} // namespace multipost::cli

#endif
