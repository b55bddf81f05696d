// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/new_file.hpp"

#include "outbox/sync_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

namespace multipost {

namespace fs = std::filesystem;

namespace {

error failed(const fs::path& file, int why)
{
    return {why == ENOSPC ? errc::store_full : errc::store_failed,
            "The file \"" + file.string() + "\" cannot be made: " + std::generic_category().message(why) + "."};
}

error exists_already(const fs::path& file)
{
    return {errc::store_failed,
            "There is a file \"" + file.string() + "\" already. Choose another name, or remove it."};
}

bool sync(const fs::path& file)
{
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor == -1) return false;
    const bool synced = fsync(descriptor) == 0;
    const int why = errno;
    close(descriptor);
    errno = why;
    return synced;
}

} // namespace

result<new_file> new_file::make(const fs::path& name)
{
    auto part = name;
    part += ".part";
    // What an interrupted process left of it is worth nothing.
    if (unlink(part.c_str()) != 0 && errno != ENOENT) return failed(part, errno);
    const int descriptor = open(part.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor == -1) return failed(name, errno);
    new_file made(name, std::move(part));
    const bool ours_alone = fchmod(descriptor, S_IRUSR | S_IWUSR) == 0;
    const int why = errno;
    close(descriptor);
    if (!ours_alone) return failed(name, why);
    return made;
}

new_file::new_file(new_file&& other) noexcept : name_(std::move(other.name_)), part_(std::exchange(other.part_, {})) {}

new_file::~new_file()
{
    if (!part_.empty()) unlink(part_.c_str());
}

result<void> new_file::complete(bool replace)
{
    if (!sync(part_)) return failed(name_, errno);
    const unsigned flags = replace ? 0 : RENAME_NOREPLACE;
    if (renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, name_.c_str(), flags) != 0)
        return errno == EEXIST ? exists_already(name_) : failed(name_, errno);
    part_.clear();
    if (!sync_folder_of(name_)) return failed(name_, errno);
    return {};
}

} // namespace multipost
