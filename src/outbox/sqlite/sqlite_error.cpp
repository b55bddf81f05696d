// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/sqlite_error.hpp"

#include <sqlite3.h>

#include <utility>

namespace multipost {

namespace {

std::string named(const std::filesystem::path& file) { return "The database \"" + file.string() + "\" "; }

} // namespace

error store_failed(const std::filesystem::path& file, std::string_view what)
{
    return {errc::store_failed, named(file).append(what)};
}

error store_error(const SQLite::Exception& e, const std::filesystem::path& file)
{
    switch (e.getErrorCode() & 0xFF) // the primary code
    {
    case SQLITE_FULL:
        return {errc::store_full,
                named(file) +
                    "cannot grow, because the disk is full; nothing was changed. Make room; no restart is needed."};
    case SQLITE_CONSTRAINT: return {errc::store_constraint, named(file) + "refuses a value: " + e.what() + "."};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {errc::store_in_use,
                named(file) + "is in use by another program, which does not say its name. Close it."};
    case SQLITE_NOTADB: return store_failed(file, "is no SQLite database. Name another file, or restore a backup.");
    case SQLITE_CORRUPT: return store_failed(file, "is damaged. Restore a backup.");
    case SQLITE_READONLY: return store_failed(file, "cannot be written. Give this user the right to write it.");
    case SQLITE_CANTOPEN: return store_failed(file, std::string("cannot be opened: ") + e.what() + ".");
    case SQLITE_IOERR: return store_failed(file, std::string("cannot be read or written: ") + e.what() + ".");
    default: return store_failed(file, std::string("cannot be used: ") + e.what() + ".");
    }
}

bool is_fatal(const SQLite::Exception& e) noexcept
{
    switch (e.getExtendedErrorCode())
    {
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_READ:
    case SQLITE_IOERR_SHORT_READ: return true;
    default: break;
    }
    const int primary = e.getErrorCode() & 0xFF;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

} // namespace multipost
