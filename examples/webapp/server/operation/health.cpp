// SPDX-License-Identifier: BSL-1.0
#include "operation/health.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>

namespace webapp {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds longest_pause_of_worker(15);

std::int64_t read_something(multipost::sqlite_session& session)
{
    return session.query("SELECT count(*) FROM sqlite_schema").front().integer(0);
}

} // namespace

asio::awaitable<health::verdict> health::judge() const
{
    if (phase_ == phase::stopping) co_return verdict{"stopping", "The server is about to stop."};
    if (phase_ == phase::starting) co_return verdict{"starting", "The server has only just begun."};

    auto database = database_;
    const auto [error, tables] = co_await database.async_transact(read_something, asio::as_tuple(asio::use_awaitable));
    if (error) co_return verdict{"failing", "The database cannot be read."};
    const auto worker = worker_.health();
    if (!worker.running || worker.since_last_pass > longest_pause_of_worker)
        co_return verdict{"failing", "The worker that sends does not answer."};
    co_return verdict{"ok", {}};
}

} // namespace webapp
