// SPDX-License-Identifier: BSL-1.0
/// @file
/// Brings the tables of a database's components up to date.
#ifndef MULTIPOST_OUTBOX_SQLITE_MIGRATIONS_HPP
#define MULTIPOST_OUTBOX_SQLITE_MIGRATIONS_HPP

#include "outbox/sqlite/connection.hpp"

#include <multipost/sqlite_database.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace multipost {

/// Applies the steps that were not applied yet, within the transaction that is open. Which were is in the table
/// `multipost_migrations`.
///
/// Throws boost::system::system_error: errc::store_newer_schema when more steps were applied than there are, or others;
/// errc::store_failed when one fails.
void apply_migrations(connection& database, std::string_view component, std::span<const sqlite_migration> steps);

/// How far each component's tables are, by name; none in a database that nobody has migrated.
[[nodiscard]] std::vector<sqlite_schema> applied_migrations(connection& database);

} // namespace multipost

#endif
