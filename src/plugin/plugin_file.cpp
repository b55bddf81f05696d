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

/// What is being checked, for the words of a refusal.
struct suspect
{
    const fs::path& path;
    std::string_view kind;

    [[nodiscard]] error refused(errc code, std::string_view reason) const { return refusal(code, path, reason, kind); }

    [[nodiscard]] error refused(int number, const std::string& doing) const
    {
        const bool absent = number == ENOENT || number == ENOTDIR;
        return refused(absent ? errc::plugin_not_found : errc::plugin_unreadable,
                       doing + ": " + std::generic_category().message(number));
    }
};

result<void> check_trust(const suspect& whose, const struct stat& status, const std::string& what)
{
    if (status.st_uid != 0 && status.st_uid != ::geteuid())
    {
        return whose.refused(errc::plugin_untrusted_owner, what + " belongs to user " + std::to_string(status.st_uid) +
                                                               ", not to root or to the user of this process");
    }
    const bool sticky_of_root = S_ISDIR(status.st_mode) && status.st_uid == 0 && (status.st_mode & S_ISVTX) != 0;
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && !sticky_of_root)
    {
        return whose.refused(errc::plugin_writable_by_others,
                             what + " can be changed by other users; take their right away with: chmod go-w");
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
result<file_descriptor> enter(const suspect& whose, const fs::path& folder)
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
            return whose.refused(errno, "the folder " + walked.string() + " cannot be entered");
        if (auto trusted = check_trust(whose, status, "the folder " + walked.string()); !trusted)
            return trusted.error();
    }
}

bool is_within(const fs::path& folder, const fs::path& target)
{
    return std::mismatch(folder.begin(), folder.end(), target.begin(), target.end()).first == folder.end();
}

/// Where the path leads, without links.
result<fs::path> resolve(const suspect& file)
{
    std::error_code failed;
    const auto folder = fs::canonical(file.path.parent_path(), failed);
    if (failed) return file.refused(failed.value(), "its folder cannot be found");
    auto target = fs::canonical(file.path, failed);
    if (failed) return file.refused(failed.value(), "it cannot be found");
    if (!is_within(folder, target))
    {
        return file.refused(errc::plugin_outside_folder,
                            "it is a symbolic link that leads out of its folder, to " + target.string());
    }
    return target;
}

result<std::string> read_all(const suspect& file, int descriptor, std::size_t size)
{
    std::string content(size, '\0');
    std::size_t filled = 0;
    while (filled != size)
    {
        const auto got = ::read(descriptor, content.data() + filled, size - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return file.refused(errno, "it cannot be read");
        if (got == 0) break; // cut short meanwhile: the ELF checks will say so
        filled += static_cast<std::size_t>(got);
    }
    content.resize(filled);
    return content;
}

} // namespace

result<std::string> read_plugin_file(const fs::path& path)
{
    const suspect file{path, "plugin"};
    if (!path.is_absolute())
        return file.refused(errc::plugin_path_not_absolute,
                            "its path is not absolute, and a bare name would be searched for");
    const auto target = resolve(file);
    if (!target) return target.error();
    const auto folder = enter(file, target->parent_path());
    if (!folder) return folder.error();

    // O_PATH first: opening a pipe or a device for reading may block or act.
    const file_descriptor found(
        ::openat(folder->number(), target->filename().c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat status = {};
    if (!found || ::fstat(found.number(), &status) != 0) return file.refused(errno, "it cannot be opened");
    if (!S_ISREG(status.st_mode)) return file.refused(errc::plugin_not_regular, kind_of(status.st_mode));
    if (auto trusted = check_trust(file, status, "it"); !trusted) return trusted.error();
    // Root may read any file; one that its owner made unreadable is still not meant to be loaded.
    if ((status.st_mode & (S_IRUSR | S_IRGRP | S_IROTH)) == 0)
        return file.refused(errc::plugin_unreadable, "nobody has permission to read it");
    if (static_cast<std::uintmax_t>(status.st_size) > max_file_bytes)
        return file.refused(errc::plugin_not_loadable, "it is larger than 256 MiB");

    const auto same_file = "/proc/self/fd/" + std::to_string(found.number());
    const file_descriptor readable(::open(same_file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!readable) return file.refused(errno, "it cannot be opened for reading");
    return read_all(file, readable.number(), static_cast<std::size_t>(status.st_size));
}

result<void> check_plugin_folder(const fs::path& path)
{
    const suspect folder{path, "plugin folder"};
    if (!path.is_absolute()) return folder.refused(errc::plugin_path_not_absolute, "its path is not absolute");
    std::error_code failed;
    const auto target = fs::canonical(path, failed);
    if (failed) return folder.refused(failed.value(), "it cannot be found");
    if (auto entered = enter(folder, target); !entered) return entered.error();
    return {};
}

} // namespace multipost
