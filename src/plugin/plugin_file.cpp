// SPDX-License-Identifier: BSL-1.0
#include "plugin/plugin_file.hpp"

#include "plugin/file_descriptor.hpp"
#include "plugin/refusal.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

namespace multipost {

namespace {

namespace fs = std::filesystem;

// Far above any plugin's size, far below what would exhaust the process.
constexpr std::size_t max_file_bytes = std::size_t(256) << 20U;

error from_errno(const fs::path& file, int number, const std::string& doing)
{
    const auto reason = doing + ": " + std::generic_category().message(number);
    if (number == ENOENT || number == ENOTDIR) return refusal(errc::plugin_not_found, file, reason);
    return refusal(errc::plugin_unreadable, file, reason);
}

result<void> check_trust(const fs::path& file, const struct stat& status, const std::string& subject)
{
    if (status.st_uid != 0 && status.st_uid != ::geteuid())
    {
        return refusal(errc::plugin_untrusted_owner, file,
                       subject + " belongs to user " + std::to_string(status.st_uid) +
                           ", not to root or to the user of this process");
    }
    const bool sticky_of_root = S_ISDIR(status.st_mode) && status.st_uid == 0 && (status.st_mode & S_ISVTX) != 0;
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && !sticky_of_root)
    {
        return refusal(errc::plugin_writable_by_others, file,
                       subject + " can be changed by other users; take their right away with: chmod go-w");
    }
    return {};
}

std::string_view kind_of(mode_t mode)
{
    if (S_ISDIR(mode)) return "it is a directory";
    if (S_ISFIFO(mode)) return "it is a named pipe";
    if (S_ISSOCK(mode)) return "it is a socket";
    return "it is a device";
}

/// Enters a folder from the root, checking each step. @param folder  absolute, without links, "." or ".."
result<file_descriptor> enter(const fs::path& file, const fs::path& folder)
{
    file_descriptor at(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    fs::path walked = "/";
    for (auto step = folder.begin();; ++step)
    {
        if (step != folder.begin()) // the first is "/" itself
        {
            if (step == folder.end()) return at;
            walked /= *step;
            at = file_descriptor(::openat(at.number(), step->c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        }
        struct stat status = {};
        if (!at || ::fstat(at.number(), &status) != 0)
            return from_errno(file, errno, "its folder " + walked.string() + " cannot be entered");
        if (auto trusted = check_trust(file, status, "the folder " + walked.string()); !trusted) return trusted.error();
    }
}

bool is_within(const fs::path& folder, const fs::path& target)
{
    return std::mismatch(folder.begin(), folder.end(), target.begin(), target.end()).first == folder.end();
}

/// Where the path leads, without links.
result<fs::path> resolve(const fs::path& file)
{
    if (!file.is_absolute())
    {
        return refusal(errc::plugin_path_not_absolute, file,
                       "its path is not absolute, and a bare name would be searched for");
    }
    std::error_code failed;
    const auto folder = fs::canonical(file.parent_path(), failed);
    if (failed) return from_errno(file, failed.value(), "its folder cannot be found");
    const auto target = fs::canonical(file, failed);
    if (failed) return from_errno(file, failed.value(), "it cannot be found");
    if (!is_within(folder, target))
    {
        return refusal(errc::plugin_outside_folder, file,
                       "it is a symbolic link that leads out of its folder, to " + target.string());
    }
    return target;
}

result<std::string> read_all(const fs::path& file, int descriptor, std::size_t size)
{
    std::string content(size, '\0');
    std::size_t filled = 0;
    while (filled != size)
    {
        const auto got = ::read(descriptor, content.data() + filled, size - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return from_errno(file, errno, "it cannot be read");
        if (got == 0) break; // cut short meanwhile: the ELF checks will say so
        filled += static_cast<std::size_t>(got);
    }
    content.resize(filled);
    return content;
}

} // namespace

result<std::string> read_plugin_file(const fs::path& file)
{
    const auto target = resolve(file);
    if (!target) return target.error();
    const auto folder = enter(file, target->parent_path());
    if (!folder) return folder.error();

    // O_PATH first: opening a pipe or a device for reading may block or act.
    const file_descriptor found(
        ::openat(folder->number(), target->filename().c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat status = {};
    if (!found || ::fstat(found.number(), &status) != 0) return from_errno(file, errno, "it cannot be opened");
    if (!S_ISREG(status.st_mode)) return refusal(errc::plugin_not_regular, file, kind_of(status.st_mode));
    if (auto trusted = check_trust(file, status, "it"); !trusted) return trusted.error();
    // Root may read any file; one that its owner made unreadable is still not meant to be loaded.
    if ((status.st_mode & (S_IRUSR | S_IRGRP | S_IROTH)) == 0)
        return refusal(errc::plugin_unreadable, file, "nobody has permission to read it");
    if (static_cast<std::uintmax_t>(status.st_size) > max_file_bytes)
        return refusal(errc::plugin_not_loadable, file, "it is larger than 256 MiB");

    const auto same_file = "/proc/self/fd/" + std::to_string(found.number());
    const file_descriptor readable(::open(same_file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!readable) return from_errno(file, errno, "it cannot be opened for reading");
    return read_all(file, readable.number(), static_cast<std::size_t>(status.st_size));
}

result<void> check_plugin_folder(const fs::path& folder)
{
    const auto target = resolve(folder / ".");
    if (!target) return target.error();
    if (auto entered = enter(folder, *target); !entered) return entered.error();
    return {};
}

} // namespace multipost
