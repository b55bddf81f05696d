// SPDX-License-Identifier: BSL-1.0
#include "outbox/sync_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace multipost {

bool sync_folder_of(const std::filesystem::path& file)
{
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor == -1) return false;
    const bool synced = fsync(descriptor) == 0;
    const int why = errno;
    close(descriptor);
    errno = why;
    return synced;
}

} // namespace multipost
