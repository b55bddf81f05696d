// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_HEALTH_HPP
#define WEBAPP_OPERATION_HEALTH_HPP

#include <multipost/outbox_worker.hpp>
#include <multipost/sqlite_database.hpp>

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>

namespace webapp {

/// Whether the server does what it is there for. Threads: all members on one.
class health
{
public:
    struct verdict
    {
        std::string_view status; ///< "ok", "starting", "stopping", "failing"
        std::string reason;      ///< a sentence; empty when it is ok
    };

    /// @param worker  outlives this
    health(multipost::sqlite_database database, const multipost::outbox_worker& worker)
        : database_(std::move(database)),
          worker_(worker)
    {}

    void has_started() noexcept { phase_ = phase::serving; }
    void is_stopping() noexcept { phase_ = phase::stopping; }

    /// Asks the database and the worker.
    [[nodiscard]] boost::asio::awaitable<verdict> judge() const;

private:
    enum class phase { starting, serving, stopping };

    multipost::sqlite_database database_;
    const multipost::outbox_worker& worker_;
    phase phase_ = phase::starting;
};

} // namespace webapp

#endif
