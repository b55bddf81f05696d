// SPDX-License-Identifier: BSL-1.0
/// @file
/// Runs a database's works on a thread of its own.
#ifndef MULTIPOST_OUTBOX_SQLITE_DATABASE_THREAD_HPP
#define MULTIPOST_OUTBOX_SQLITE_DATABASE_THREAD_HPP

#include "outbox/sqlite/connection.hpp"
#include "outbox/sqlite/group_commit.hpp"
#include "outbox/sqlite/owner_lock.hpp"

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace multipost {

/// A queue of works and the thread that runs them. What waits while a commit is under way shares the next one.
class database_thread
{
public:
    database_thread(owner_lock owner, std::unique_ptr<connection> database, const sqlite_options& options);
    database_thread(const database_thread&) = delete;
    database_thread& operator=(const database_thread&) = delete;

    /// Runs what still waits, and closes the database; before it returns, unless called on the database's own thread: then
    /// before the program ends.
    ~database_thread();

    void post(queued_work w);

private:
    struct shared_state;

    std::shared_ptr<shared_state> state_;
    std::thread thread_;
};

} // namespace multipost

#endif
