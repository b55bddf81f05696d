// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/restored_file.hpp"

#include "outbox/sqlite/new_file.hpp"

#include <SQLiteCpp/Database.h>

#include <string>
#include <system_error>

namespace multipost {

namespace fs = std::filesystem;

namespace {

fs::path log_of(fs::path file)
{
    file += "-wal";
    return file;
}

bool holds_something(const fs::path& file)
{
    std::error_code none;
    const auto size = fs::file_size(file, none);
    return !none && size != 0;
}

error no_backup(const fs::path& backup, const std::string& why)
{
    return {errc::store_failed, "The backup \"" + backup.string() + "\" " + why};
}

result<void> check(const fs::path& copy, const fs::path& backup)
{
    try
    {
        SQLite::Database database(copy.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0);
        // Before it is read, so that no log is begun beside it.
        database.exec("PRAGMA locking_mode=EXCLUSIVE");
        const auto found = database.execAndGet("PRAGMA integrity_check(1)").getString();
        if (found != "ok") return no_backup(backup, "is damaged: " + found);
    }
    catch (const SQLite::Exception& e)
    {
        return no_backup(backup, std::string("is no database that can be read: ") + e.what() + ".");
    }
    return {};
}

} // namespace

result<void> restore_file(const fs::path& backup, const fs::path& file, bool replace)
{
    if (!replace && (fs::exists(file) || holds_something(log_of(file))))
        return error{errc::store_failed,
                     "There is a database \"" + file.string() + "\" already, and what it has would be lost."};
    if (!holds_something(backup)) return no_backup(backup, "does not exist, cannot be read, or is empty.");
    if (holds_something(log_of(backup)))
        return no_backup(backup, "has a log beside it: it is a database in use, or what was left of one.");

    auto made = new_file::make(file);
    if (!made) return made.error();
    std::error_code failed;
    fs::copy_file(backup, made->part(), fs::copy_options::overwrite_existing, failed);
    if (failed)
        return error{failed == std::errc::no_space_on_device ? errc::store_full : errc::store_failed,
                     "The backup \"" + backup.string() + "\" cannot be copied: " + failed.message() + "."};
    if (const auto checked = check(made->part(), backup); !checked) return checked.error();
    // The log of another database would be taken for this one's.
    fs::remove(log_of(file), failed);
    if (failed) return error{errc::store_failed, "\"" + log_of(file).string() + "\": " + failed.message() + "."};
    return made->complete(replace);
}

} // namespace multipost
