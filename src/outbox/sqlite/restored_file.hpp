// SPDX-License-Identifier: BSL-1.0
/// @file
/// Puts a copy of a database in its place.
#ifndef MULTIPOST_OUTBOX_SQLITE_RESTORED_FILE_HPP
#define MULTIPOST_OUTBOX_SQLITE_RESTORED_FILE_HPP

#include <multipost/error.hpp>

#include <filesystem>

namespace multipost {

/// Copies a backup to where a database is opened, checked, whole or not at all. The caller owns the database's name.
///
/// @param replace  also when there is a database of that name, which is lost with its log
/// @par Errors
/// @li errc::store_failed  there is one already; the backup is no database, is damaged, or has a log beside it and so is no
///     backup
/// @li errc::store_full
[[nodiscard]] result<void> restore_file(const std::filesystem::path& backup, const std::filesystem::path& file,
                                        bool replace);

} // namespace multipost

#endif
