// SPDX-License-Identifier: BSL-1.0
/// @file
/// Copies a database while it is used.
#ifndef MULTIPOST_OUTBOX_SQLITE_ONLINE_COPY_HPP
#define MULTIPOST_OUTBOX_SQLITE_ONLINE_COPY_HPP

#include "outbox/sqlite/connection.hpp"
#include "outbox/sqlite/new_file.hpp"

#include <multipost/error.hpp>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <optional>

namespace multipost {

/// A copy under way, by SQLite's online backup: what the connection changes between two steps is in the copy too, so that it is
/// the database as it is after the last step.
///
/// @par Specification
/// https://www.sqlite.org/c3ref/backup_finish.html, read 2026-11-23
class online_copy
{
public:
    /// @throws store_exception  the file is there already, or cannot be made
    explicit online_copy(const std::filesystem::path& to);

    /// Copies some pages, on the thread of the connection, outside of a transaction. Returns whether there are more.
    ///
    /// @throws store_exception  the copy is void
    bool step(connection& from);

    /// Checks the copy, makes it durable and gives it its name.
    ///
    /// @throws store_exception  there is none
    void complete();

private:
    template <class F>
    auto guarded(F f) -> decltype(f());

    std::filesystem::path name_;
    new_file file_;
    std::optional<SQLite::Database> copy_;
    std::optional<SQLite::Backup> backup_;
};

} // namespace multipost

#endif
