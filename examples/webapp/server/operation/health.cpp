// SPDX-License-Identifier: BSL-1.0
#include "operation/health.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace webapp {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds longest_pause_of_worker(15);

/// One that hangs is not asked more often: each question stays in its queue.
constexpr std::size_t max_asked = 16;

std::int64_t read_something(multipost::sqlite_session& session)
{
    return session.query("SELECT count(*) FROM sqlite_schema").front().integer(0);
}

} // namespace

asio::awaitable<health::database_state> health::ask_database() const
{
    if (*asked_ == max_asked) co_return database_state::hangs;
    struct answer
    {
        explicit answer(const asio::any_io_executor& executor) : limit(executor) {}
        asio::steady_timer limit;
        std::optional<bool> is_good;
    };
    const auto executor = co_await asio::this_coro::executor;
    const auto coming = std::make_shared<answer>(executor);
    coming->limit.expires_after(patience_);
    ++*asked_;
    // Whoever asked may have gone when it comes.
    auto note = [coming, asked = asked_](const std::exception_ptr& error, std::int64_t) {
        --*asked;
        coming->is_good = !error;
        coming->limit.cancel();
    };
    auto database = database_;
    database.async_transact(read_something, asio::bind_executor(executor, std::move(note)));
    (void)co_await coming->limit.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!coming->is_good) co_return database_state::hangs;
    co_return *coming->is_good ? database_state::answers : database_state::fails;
}

asio::awaitable<health::verdict> health::judge() const
{
    if (phase_ == phase::stopping) co_return verdict{"stopping", "The server is about to stop."};
    if (phase_ == phase::starting) co_return verdict{"starting", "The server has only just begun."};

    switch (co_await ask_database())
    {
    case database_state::answers: break;
    case database_state::fails: co_return verdict{"failing", "The database cannot be read."};
    case database_state::hangs: co_return verdict{"failing", "The database does not answer in time."};
    }
    const auto worker = worker_.health();
    if (!worker.running || worker.since_last_pass > longest_pause_of_worker)
        co_return verdict{"failing", "The worker that sends does not answer."};
    co_return verdict{"ok", {}};
}

} // namespace webapp
