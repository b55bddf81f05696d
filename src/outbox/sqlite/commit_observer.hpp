// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_OUTBOX_SQLITE_COMMIT_OBSERVER_HPP
#define MULTIPOST_OUTBOX_SQLITE_COMMIT_OBSERVER_HPP

#include <multipost/sqlite_database.hpp>

namespace multipost {

/// Is there when a transaction is committed. Called on the database's thread.
class commit_observer
{
public:
    virtual ~commit_observer() = default;

    /// Nothing of the transaction is missing but its commit, which may yet fail. What this throws fails it.
    virtual void before_commit(sqlite_session& session) = 0;

    /// What the last before_commit() saw is committed. Who waits for it has not been told.
    virtual void after_commit() noexcept = 0;
};

} // namespace multipost

#endif
