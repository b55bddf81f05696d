// SPDX-License-Identifier: BSL-1.0
/// @file
/// Runs several works in one transaction, so that they wait for the disk once.
#ifndef MULTIPOST_OUTBOX_SQLITE_GROUP_COMMIT_HPP
#define MULTIPOST_OUTBOX_SQLITE_GROUP_COMMIT_HPP

#include "outbox/sqlite/connection.hpp"

#include <multipost/log_sink.hpp>

#include <exception>
#include <functional>
#include <vector>

namespace multipost {

/// Work that waits for its turn.
struct queued_work
{
    std::function<void(connection&)> work;
    std::function<void(std::exception_ptr)> done;
    bool alone = false; ///< in no transaction, after the commit of those before it
};

/// Runs works one after another, commits, and calls each one's `done`.
///
/// Each work has a savepoint of its own: what it throws takes back its own changes only. When the transaction cannot be
/// committed, those that changed something are told so; those that changed nothing are run again without them, because a full
/// disk is no reason not to read. What a `done` throws, which it must not, is logged: it is no matter of the others'.
void run_together(connection& database, std::vector<queued_work> works, const log_sink& log);

} // namespace multipost

#endif
