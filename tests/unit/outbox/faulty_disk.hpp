// SPDX-License-Identifier: BSL-1.0
/// @file
/// A disk that fails as a test says.
#ifndef MULTIPOST_TESTS_OUTBOX_FAULTY_DISK_HPP
#define MULTIPOST_TESTS_OUTBOX_FAULTY_DISK_HPP

#include <atomic>

namespace multipost::test {

/// While it lives, SQLite databases that are opened are on this disk: the system's, until it is told to fail.
class faulty_disk
{
public:
    faulty_disk();
    ~faulty_disk();
    faulty_disk(const faulty_disk&) = delete;
    faulty_disk& operator=(const faulty_disk&) = delete;

    /// Nothing can be written: there is no room.
    void set_full(bool full) noexcept;
    /// What was written may not have reached the disk: fsync fails.
    void set_lossy(bool lossy) noexcept;
    /// Reads fail.
    void set_unreadable(bool unreadable) noexcept;
    /// How often the disk was made to keep what was written.
    [[nodiscard]] int syncs() const noexcept;
};

} // namespace multipost::test

#endif
