// SPDX-License-Identifier: BSL-1.0
/// @file
/// Finds out which posts and channels a transaction changed.
#ifndef MULTIPOST_OUTBOX_SQLITE_CHANGE_WATCH_HPP
#define MULTIPOST_OUTBOX_SQLITE_CHANGE_WATCH_HPP

#include "outbox/sqlite/commit_observer.hpp"

#include <multipost/log_sink.hpp>
#include <multipost/outbox.hpp>
#include <multipost/sqlite_database.hpp>

#include <utility>
#include <vector>

namespace multipost {

/// Tells a listener what each commit changed.
///
/// Triggers of this connection note it in a table in memory, whatever statement made the change, and SQLite takes back their
/// notes with the change when a work or its transaction is rolled back.
class change_watch final : public commit_observer
{
public:
    change_watch(change_listener listener, log_sink log) : listener_(std::move(listener)), log_(std::move(log)) {}

    /// Makes the table and its triggers, or makes them anew; after the migrations.
    static void begin(sqlite_session& session);
    /// Takes them away.
    static void end(sqlite_session& session);

    void before_commit(sqlite_session& session) override;
    void after_commit() noexcept override;

private:
    void log_failure(const char* why) const noexcept;

    change_listener listener_;
    log_sink log_;
    std::vector<outbox_change> changes_;
};

} // namespace multipost

#endif
