// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/database_file.hpp"

#include "outbox/sqlite/sqlite_error.hpp"
#include "outbox/sync_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace multipost {

namespace fs = std::filesystem;

namespace {

fs::path beside(const fs::path& file, const char* suffix)
{
    auto other = file;
    other += suffix;
    return other;
}

bool holds_something(const fs::path& file)
{
    struct stat status = {};
    return stat(file.c_str(), &status) == 0 && status.st_size > 0;
}

std::string reason(int error_number) { return std::generic_category().message(error_number); }

result<void> make_file(const fs::path& file)
{
    const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor == -1) return store_failed(file, "cannot be made: " + reason(errno) + ".");
    const bool ours_alone = fchmod(descriptor, S_IRUSR | S_IWUSR) == 0;
    const int why = errno;
    close(descriptor);
    if (!ours_alone) return store_failed(file, "cannot be kept from others: " + reason(why) + ".");
    if (!sync_folder_of(file)) return store_failed(file, "cannot be made durable: " + reason(errno) + ".");
    return {};
}

result<void> keep_from_others(const fs::path& file, const log_sink& log)
{
    struct stat status = {};
    if (stat(file.c_str(), &status) != 0)
    {
        if (errno == ENOENT) return {};
        return store_failed(file, "cannot be opened: " + reason(errno) + ".");
    }
    if (status.st_uid != geteuid())
        return store_failed(file, "belongs to another user. Give it to the one that this program runs as.");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) == 0) return {};
    if (chmod(file.c_str(), status.st_mode & S_IRWXU) != 0)
        return store_failed(file, "cannot be kept from others: " + reason(errno) + ".");
    const auto name = file.string();
    if (log) log({log_level::warning, "others could read a file of the database, and no longer can", {{"file", name}}});
    return {};
}

} // namespace

fs::path database_file::log_path() const { return beside(path_, "-wal"); }

bool database_file::identify(const fs::path& path, identity& out)
{
    struct stat status = {};
    if (stat(path.c_str(), &status) != 0) return false;
    out = {status.st_dev, status.st_ino};
    return true;
}

result<database_file> database_file::make_or_find(const fs::path& file, const log_sink& log)
{
    struct stat status = {};
    const bool exists = stat(file.c_str(), &status) == 0;
    if (!exists && errno != ENOENT) return store_failed(file, "cannot be opened: " + reason(errno) + ".");
    if (exists && !S_ISREG(status.st_mode)) return store_failed(file, "is no regular file. Name another.");

    // A rollback journal beside an empty file is what a crash leaves while the very first page is written.
    const bool without_log = exists
                                 ? status.st_size == 0 && holds_something(beside(file, "-wal"))
                                 : holds_something(beside(file, "-wal")) || holds_something(beside(file, "-journal"));
    if (without_log)
        return store_failed(file,
                            std::string(exists ? "is empty" : "is missing") +
                                ", but its log is still beside it. Put the file back, or restore a backup; to begin "
                                "with nothing, remove the log as well.");
    if (!exists)
        if (auto made = make_file(file); !made) return made.error();
    for (const char* suffix : {"", "-wal", "-journal"})
        if (auto kept = keep_from_others(beside(file, suffix), log); !kept) return kept.error();

    identity now;
    if (!identify(file, now)) return store_failed(file, "cannot be opened: " + reason(errno) + ".");
    return database_file(file, now);
}

bool database_file::is_in_place()
{
    identity now;
    if (!identify(path_, now) || now != file_) return false;
    if (!identify(log_path(), now)) return !log_seen_;
    if (std::exchange(log_seen_, true)) return now == log_;
    log_ = now;
    return true;
}

} // namespace multipost
