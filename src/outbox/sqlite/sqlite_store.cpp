// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/sqlite_store.hpp"

#include "outbox/outbox_migrations.hpp"
#include "outbox/sqlite/change_watch.hpp"
#include "outbox/sqlite/key_table.hpp"
#include "outbox/sqlite/post_changes.hpp"
#include "outbox/sqlite/sqlite_database_access.hpp"
#include "outbox/sqlite/worker_session.hpp"
#include "outbox/store_exception.hpp"

#include <future>
#include <optional>

namespace multipost {

namespace {

/// Runs work in a transaction and waits for it. Throws what it threw.
void run_blocking(sqlite_database& database, std::function<void(sqlite_session&)> work)
{
    std::promise<std::exception_ptr> over;
    auto answer = over.get_future();
    database.post(std::move(work), [&over](std::exception_ptr why) { over.set_value(std::move(why)); });
    if (const auto why = answer.get()) std::rethrow_exception(why);
}

/// Has changes told from now on, or no longer.
result<void> watch_changes(sqlite_database& database, const outbox_options& options)
{
    // First, for who opened the database before may have watched, and its notes go.
    if (auto left = sqlite_database_access::observe_commits(database, nullptr); !left) return left;
    run_blocking(database, options.on_change ? change_watch::begin : change_watch::end);
    if (!options.on_change) return {};
    return sqlite_database_access::observe_commits(database,
                                                   std::make_shared<change_watch>(options.on_change, options.log));
}

} // namespace

result<std::pair<std::shared_ptr<sqlite_store>, recovery_result>>
sqlite_store::open(sqlite_database database, const connector_registry& connectors, const master_key& key,
                   const outbox_options& options, wall_time now)
{
    if (auto migrated = database.migrate("outbox", outbox_migrations()); !migrated) return migrated.error();
    try
    {
        if (auto watched = watch_changes(database, options); !watched) return watched.error();
        std::optional<vault> opened;
        recovery_result recovered;
        run_blocking(database, [&](sqlite_session& session) {
            opened = open_vault(session, key, now);
            recovered = recover_interrupted(session, connectors, now);
            plan_again(session, now);
        });
        std::shared_ptr<sqlite_store> made(new sqlite_store(std::move(database), *std::move(opened)));
        return std::pair(std::move(made), recovered);
    }
    catch (...)
    {
        return error_of(std::current_exception());
    }
}

void sqlite_store::transact(std::function<void(store_session&)> work, std::function<void(std::exception_ptr)> done)
{
    auto with_session = [work = std::move(work)](sqlite_session& session, key_ring& keys) {
        worker_session s(session, keys);
        work(s);
    };
    post(std::move(with_session), std::move(done));
}

void sqlite_store::post(std::function<void(sqlite_session&, key_ring&)> work,
                        std::function<void(std::exception_ptr)> done)
{
    auto with_keys = [inner = inner_, work = std::move(work)](sqlite_session& session) {
        auto& keys = inner->keys;
        // A transaction that replaced the key may have failed, while its batch goes on in another one.
        if (keys.is_in_doubt() && !holds_key(session, keys.newest_id())) keys.settle(keys.newest_id(), false);
        work(session, keys);
    };
    database_.post(std::move(with_keys), std::move(done));
}

void sqlite_store::set_wakeup(std::function<void()> callback)
{
    const std::lock_guard lock(inner_->mutex);
    inner_->wakeup = std::move(callback);
}

std::function<void()> sqlite_store::waker() const
{
    return [inner = inner_] {
        const std::lock_guard lock(inner->mutex);
        if (inner->wakeup) inner->wakeup();
    };
}

} // namespace multipost
