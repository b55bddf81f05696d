// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/owner_lock.hpp"

#include "outbox/sqlite/sqlite_error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <string>
#include <system_error>
#include <utility>

namespace multipost {

namespace {

std::string utc_now()
{
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

/// What the owner wrote of itself, printable; empty when it has not yet.
std::string owner_in(int descriptor)
{
    std::array<char, 256> text{};
    const auto size = pread(descriptor, text.data(), text.size(), 0);
    std::string owner(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    owner.resize(std::min(owner.find('\n'), owner.size()));
    for (char& c : owner)
        if (c < 0x20 || c == 0x7F) c = '?';
    return owner;
}

std::string reason(int error_number) { return std::generic_category().message(error_number); }

} // namespace

result<owner_lock> owner_lock::acquire(const std::filesystem::path& database, std::string_view program)
{
    auto name = database;
    name += "-owner";
    const int descriptor = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor == -1)
        return store_failed(database, "cannot be locked: \"" + name.string() + "\": " + reason(errno) + ".");
    owner_lock lock(descriptor);
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    {
        if (errno != EWOULDBLOCK) return store_failed(database, "cannot be locked: " + reason(errno) + ".");
        const auto owner = owner_in(descriptor);
        return error{errc::store_in_use, "The database \"" + database.string() + "\" is in use by " +
                                             (owner.empty() ? "another process" : owner) +
                                             ". Ask that process, or stop it first."};
    }
    const auto owner = std::string(program) + " (process " + std::to_string(getpid()) + ") since " + utc_now() + "\n";
    // The umask can only take rights away from what open() asked for, even the owner's.
    const bool written = fchmod(descriptor, S_IRUSR | S_IWUSR) == 0 && ftruncate(descriptor, 0) == 0 &&
                         pwrite(descriptor, owner.data(), owner.size(), 0) == static_cast<ssize_t>(owner.size());
    // A full disk keeps the owner from saying its name, not from reading what it has.
    if (!written && errno != ENOSPC) return store_failed(database, "cannot be locked: " + reason(errno) + ".");
    return lock;
}

owner_lock::owner_lock(owner_lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

owner_lock::~owner_lock()
{
    if (descriptor_ != -1) close(descriptor_);
}

} // namespace multipost
