// SPDX-License-Identifier: BSL-1.0
/// @file
/// Lets one process at a time own a database, and tells the others which.
#ifndef MULTIPOST_OUTBOX_SQLITE_OWNER_LOCK_HPP
#define MULTIPOST_OUTBOX_SQLITE_OWNER_LOCK_HPP

#include <multipost/error.hpp>

#include <filesystem>
#include <string_view>

namespace multipost {

/// A lock on "FILE-owner", which holds who has it: program, process and since when. The lock ends with the process, however
/// it ends; the file stays, because removing it would let two processes each lock a file of that name.
///
/// It is flock's and not fcntl's: it excludes a second opening by the same process too, and closing another descriptor of
/// the file does not undo it.
class owner_lock
{
public:
    /// @par Errors
    /// @li errc::store_in_use  the text names the owner
    /// @li errc::store_failed  the file cannot be made or locked
    [[nodiscard]] static result<owner_lock> acquire(const std::filesystem::path& database, std::string_view program);

    owner_lock(owner_lock&& other) noexcept;
    owner_lock& operator=(owner_lock&&) = delete;
    ~owner_lock();

private:
    explicit owner_lock(int descriptor) noexcept : descriptor_(descriptor) {}

    int descriptor_;
};

} // namespace multipost

#endif
