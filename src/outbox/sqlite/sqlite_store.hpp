// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps an outbox in an SQLite database.
#ifndef MULTIPOST_OUTBOX_SQLITE_SQLITE_STORE_HPP
#define MULTIPOST_OUTBOX_SQLITE_SQLITE_STORE_HPP

#include "outbox/key_ring.hpp"
#include "outbox/sqlite/recovery.hpp"
#include "outbox/store.hpp"

#include <multipost/connector_registry.hpp>
#include <multipost/error.hpp>
#include <multipost/master_key.hpp>
#include <multipost/outbox.hpp>
#include <multipost/sqlite_database.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace multipost {

/// The store of an outbox: the worker's part, and the tables beneath it for the outbox itself.
///
/// Its works do not keep it alive, nor the database: when its owner lets go of both, the database is closed at once, after the
/// works that wait, and not when the last of them happens to be forgotten.
class sqlite_store final : public store
{
public:
    /// Brings the tables up to date, opens the data key and judges what a process left behind that died.
    ///
    /// @param options  whom to tell of changes, beginning with those of this
    ///
    /// @par Errors
    /// @li errc::wrong_master_key
    /// @li those of sqlite_database::migrate
    [[nodiscard]] static result<std::pair<std::shared_ptr<sqlite_store>, recovery_result>>
    open(sqlite_database database, const connector_registry& connectors, const master_key& key,
         const outbox_options& options, wall_time now);

    void transact(std::function<void(store_session&)> work, std::function<void(std::exception_ptr)> done) override;
    void set_wakeup(std::function<void()> callback) override;

    /// As transact(), with the tables themselves and the keys of what is sealed in them.
    void post(std::function<void(sqlite_session&, key_ring&)> work, std::function<void(std::exception_ptr)> done);

    /// Tells the worker that something may have become due. Outlives the store.
    [[nodiscard]] std::function<void()> waker() const;

private:
    /// What works need of the store.
    struct inner
    {
        explicit inner(vault v) : keys(std::move(v)) {}

        key_ring keys;    ///< used on the database's thread only
        std::mutex mutex; ///< held while the callback runs, so that who replaces it knows that it does not
        std::function<void()> wakeup;
    };

    sqlite_store(sqlite_database database, vault v)
        : database_(std::move(database)),
          inner_(std::make_shared<inner>(std::move(v)))
    {}

    sqlite_database database_;
    std::shared_ptr<inner> inner_;
};

} // namespace multipost

#endif
