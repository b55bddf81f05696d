// SPDX-License-Identifier: BSL-1.0
#include "faulty_disk.hpp"

#include <sqlite3.h>

#include <memory>
#include <new>
#include <stdexcept>

namespace multipost::test {

namespace {

struct faults
{
    std::atomic<bool> full = false;
    std::atomic<bool> lossy = false;
    std::atomic<bool> unreadable = false;
    std::atomic<int> syncs = 0;
} now;

/// A file of the system's disk, with faults before it. SQLite gives it room for itself and the system's file behind it.
struct file
{
    sqlite3_file base; ///< first: SQLite knows no more of it
    sqlite3_io_methods methods;

    [[nodiscard]] sqlite3_file* real() noexcept { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

file* as_file(sqlite3_file* f) noexcept { return reinterpret_cast<file*>(f); }
sqlite3_file* real(sqlite3_file* f) noexcept { return as_file(f)->real(); }
const sqlite3_io_methods* real_methods(sqlite3_file* f) noexcept { return real(f)->pMethods; }

int close(sqlite3_file* f) { return real_methods(f)->xClose(real(f)); }

int read(sqlite3_file* f, void* out, int bytes, sqlite3_int64 offset)
{
    if (now.unreadable) return SQLITE_IOERR_READ;
    return real_methods(f)->xRead(real(f), out, bytes, offset);
}

int write(sqlite3_file* f, const void* from, int bytes, sqlite3_int64 offset)
{
    if (now.full) return SQLITE_FULL;
    return real_methods(f)->xWrite(real(f), from, bytes, offset);
}

int sync(sqlite3_file* f, int flags)
{
    ++now.syncs;
    if (now.lossy) return SQLITE_IOERR_FSYNC;
    return real_methods(f)->xSync(real(f), flags);
}

int truncate(sqlite3_file* f, sqlite3_int64 size) { return real_methods(f)->xTruncate(real(f), size); }
int file_size(sqlite3_file* f, sqlite3_int64* size) { return real_methods(f)->xFileSize(real(f), size); }
int lock(sqlite3_file* f, int level) { return real_methods(f)->xLock(real(f), level); }
int unlock(sqlite3_file* f, int level) { return real_methods(f)->xUnlock(real(f), level); }
int check_lock(sqlite3_file* f, int* out) { return real_methods(f)->xCheckReservedLock(real(f), out); }
int control(sqlite3_file* f, int op, void* argument) { return real_methods(f)->xFileControl(real(f), op, argument); }
int sector_size(sqlite3_file* f) { return real_methods(f)->xSectorSize(real(f)); }
int characteristics(sqlite3_file* f) { return real_methods(f)->xDeviceCharacteristics(real(f)); }

sqlite3_vfs* system_disk = nullptr;
sqlite3_vfs disk;

int open(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out_flags)
{
    auto* const opened = as_file(f);
    opened->base.pMethods = nullptr;
    const int code = system_disk->xOpen(system_disk, name, opened->real(), flags, out_flags);
    if (code != SQLITE_OK) return code;
    // Version 1 has no shared memory, which a database of one process does not use.
    opened->methods = {};
    opened->methods.iVersion = 1;
    opened->methods.xClose = close;
    opened->methods.xRead = read;
    opened->methods.xWrite = write;
    opened->methods.xTruncate = truncate;
    opened->methods.xSync = sync;
    opened->methods.xFileSize = file_size;
    opened->methods.xLock = lock;
    opened->methods.xUnlock = unlock;
    opened->methods.xCheckReservedLock = check_lock;
    opened->methods.xFileControl = control;
    opened->methods.xSectorSize = sector_size;
    opened->methods.xDeviceCharacteristics = characteristics;
    opened->base.pMethods = &opened->methods;
    return SQLITE_OK;
}

} // namespace

faulty_disk::faulty_disk()
{
    set_full(false);
    set_lossy(false);
    set_unreadable(false);
    system_disk = sqlite3_vfs_find(nullptr);
    disk = *system_disk;
    disk.pNext = nullptr;
    disk.zName = "faulty";
    disk.szOsFile = static_cast<int>(sizeof(file)) + system_disk->szOsFile;
    disk.xOpen = open;
    if (sqlite3_vfs_register(&disk, 1) != SQLITE_OK) throw std::runtime_error("SQLite takes no other disk");
}

faulty_disk::~faulty_disk()
{
    sqlite3_vfs_unregister(&disk);
    sqlite3_vfs_register(system_disk, 1);
}

void faulty_disk::set_full(bool full) noexcept { now.full = full; }
void faulty_disk::set_lossy(bool lossy) noexcept { now.lossy = lossy; }
void faulty_disk::set_unreadable(bool unreadable) noexcept { now.unreadable = unreadable; }
int faulty_disk::syncs() const noexcept { return now.syncs; }

} // namespace multipost::test
