// SPDX-License-Identifier: BSL-1.0
/// @file
/// Looks after the files of a database, as far as SQLite does not.
#ifndef MULTIPOST_OUTBOX_SQLITE_DATABASE_FILE_HPP
#define MULTIPOST_OUTBOX_SQLITE_DATABASE_FILE_HPP

#include <multipost/error.hpp>
#include <multipost/log_sink.hpp>

#include <sys/types.h>

#include <filesystem>

namespace multipost {

/// The file of that name, as it was when it was opened: a file that is deleted or replaced under an open database leaves
/// SQLite writing to nowhere, without an error.
class database_file
{
public:
    /// Makes the file, mode 0600 whatever the umask, or finds it. What others may read of it, as of a backup that was put
    /// back, is taken from them, and logged.
    ///
    /// @par Errors
    /// @li errc::store_failed  the folder does not exist; it is no regular file; it belongs to another user; it is missing
    ///     or empty while its log is still there, so that SQLite would throw the log away and begin with nothing
    [[nodiscard]] static result<database_file> make_or_find(const std::filesystem::path& file,
                                                            const log_sink& log = {});

    /// Whether the database and, once it was seen, its write-ahead log are still the files they were.
    [[nodiscard]] bool is_in_place();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] std::filesystem::path log_path() const;

private:
    struct identity
    {
        dev_t device = 0;
        ino_t inode = 0;

        friend bool operator==(const identity&, const identity&) = default;
    };

    database_file(std::filesystem::path path, identity file) : path_(std::move(path)), file_(file) {}

    [[nodiscard]] static bool identify(const std::filesystem::path& path, identity& out);

    std::filesystem::path path_;
    identity file_;
    identity log_;
    bool log_seen_ = false;
};

} // namespace multipost

#endif
