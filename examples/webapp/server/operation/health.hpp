// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_HEALTH_HPP
#define WEBAPP_OPERATION_HEALTH_HPP

#include <multipost/outbox_worker.hpp>
#include <multipost/sqlite_database.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
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
    /// @param patience  how long the database may take to answer
    health(multipost::sqlite_database database, const multipost::outbox_worker& worker,
           std::chrono::milliseconds patience = std::chrono::seconds(1))
        : database_(std::move(database)),
          worker_(worker),
          patience_(patience)
    {}

    void has_started() noexcept { phase_ = phase::serving; }
    void is_stopping() noexcept { phase_ = phase::stopping; }

    /// Asks the database and the worker.
    [[nodiscard]] boost::asio::awaitable<verdict> judge() const;

private:
    enum class phase { starting, serving, stopping };

    enum class database_state { answers, fails, hangs };

    boost::asio::awaitable<database_state> ask_database() const;

    multipost::sqlite_database database_;
    const multipost::outbox_worker& worker_;
    std::chrono::milliseconds patience_;
    /// Questions that the database has not answered yet, late ones too.
    std::shared_ptr<std::size_t> asked_ = std::make_shared<std::size_t>(0);
    phase phase_ = phase::starting;
};

} // namespace webapp

#endif
