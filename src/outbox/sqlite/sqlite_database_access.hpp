// SPDX-License-Identifier: BSL-1.0
/// @file
/// Gives the outbox's store what no embedding program needs of a database.
#ifndef MULTIPOST_OUTBOX_SQLITE_SQLITE_DATABASE_ACCESS_HPP
#define MULTIPOST_OUTBOX_SQLITE_SQLITE_DATABASE_ACCESS_HPP

#include "outbox/sqlite/commit_observer.hpp"

#include <multipost/error.hpp>
#include <multipost/sqlite_database.hpp>

#include <memory>

namespace multipost {

struct sqlite_database_access
{
    /// Has an observer called at each commit from now on, instead of the one before. Blocks.
    ///
    /// @param observer  nothing: nobody
    static result<void> observe_commits(sqlite_database& database, std::shared_ptr<commit_observer> observer);
};

} // namespace multipost

#endif
