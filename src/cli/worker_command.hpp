// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_WORKER_COMMAND_HPP
#define MULTIPOST_CLI_WORKER_COMMAND_HPP

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"

namespace multipost::cli {

/// `multipost worker run`: sends what the outbox of a data folder holds when it is due, and says at its end what it did.
///
/// Ends when it is told to, with --until-empty also when nothing is due: what waits for its time or for a next try is left to
/// the next run.
/// @throws refusal  there is no outbox, or another process has it; the text names it
[[nodiscard]] exit_code run(const worker_run_command& command, const global_options& global);

} // namespace multipost::cli

#endif
