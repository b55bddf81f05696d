// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/change_watch.hpp"

#include <exception>
#include <string_view>

namespace multipost {

namespace {

// What is shown of a delivery or a channel, and not what the worker notes for itself. Within a trigger no table is named with
// its schema; the temporary one is found first.
constexpr std::string_view watching[] = {
    "CREATE TEMP TABLE outbox_changes (what TEXT NOT NULL, owner TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (what, id))",
    R"(CREATE TEMP TRIGGER outbox_note_new_delivery AFTER INSERT ON main.outbox_deliveries
       BEGIN
           INSERT INTO outbox_changes VALUES ('post', NEW.owner, NEW.post) ON CONFLICT DO NOTHING;
       END)",
    R"(CREATE TEMP TRIGGER outbox_note_changed_delivery
       AFTER UPDATE OF state, due_at, attempt, connector, proof, remote_id, permalink, failure, updated_at
       ON main.outbox_deliveries
       BEGIN
           INSERT INTO outbox_changes VALUES ('post', NEW.owner, NEW.post) ON CONFLICT DO NOTHING;
       END)",
    R"(CREATE TEMP TRIGGER outbox_note_new_channel AFTER INSERT ON main.outbox_channels
       BEGIN
           INSERT INTO outbox_changes VALUES ('channel', NEW.owner, NEW.id) ON CONFLICT DO NOTHING;
       END)",
    R"(CREATE TEMP TRIGGER outbox_note_changed_channel
       AFTER UPDATE OF name, connector, hint, settings, state, problem, problem_at, revision, updated_at
       ON main.outbox_channels
       BEGIN
           INSERT INTO outbox_changes VALUES ('channel', NEW.owner, NEW.id) ON CONFLICT DO NOTHING;
       END)",
    R"(CREATE TEMP TRIGGER outbox_note_removed_channel AFTER DELETE ON main.outbox_channels
       BEGIN
           INSERT INTO outbox_changes VALUES ('channel', OLD.owner, OLD.id) ON CONFLICT DO NOTHING;
       END)",
};

constexpr std::string_view not_watching[] = {
    "DROP TRIGGER IF EXISTS temp.outbox_note_new_delivery",
    "DROP TRIGGER IF EXISTS temp.outbox_note_changed_delivery",
    "DROP TRIGGER IF EXISTS temp.outbox_note_new_channel",
    "DROP TRIGGER IF EXISTS temp.outbox_note_changed_channel",
    "DROP TRIGGER IF EXISTS temp.outbox_note_removed_channel",
    "DROP TABLE IF EXISTS temp.outbox_changes",
};

outbox_change::subject subject_in(const sqlite_row& row)
{
    return row.text(0) == "post" ? outbox_change::subject::post : outbox_change::subject::channel;
}

} // namespace

void change_watch::begin(sqlite_session& session)
{
    end(session);
    for (const auto statement : watching) session.execute(statement);
}

void change_watch::end(sqlite_session& session)
{
    for (const auto statement : not_watching) session.execute(statement);
}

void change_watch::before_commit(sqlite_session& session)
{
    changes_.clear();
    for (const auto& row : session.query("SELECT what, owner, id FROM temp.outbox_changes ORDER BY rowid"))
        changes_.push_back({subject_in(row), row.text(1), row.text(2)});
    if (!changes_.empty()) session.execute("DELETE FROM temp.outbox_changes");
}

void change_watch::after_commit() noexcept
{
    if (changes_.empty()) return;
    try
    {
        listener_(changes_);
    }
    catch (const std::exception& e)
    {
        log_failure(e.what());
    }
    catch (...)
    {
        log_failure("what was thrown is no exception");
    }
}

void change_watch::log_failure(const char* why) const noexcept
{
    try
    {
        if (log_) log_({log_level::error, "The listener of the outbox's changes failed", {{"error", why}}});
    }
    catch (...)
    {
        // Nobody is left to be told.
    }
}

} // namespace multipost
