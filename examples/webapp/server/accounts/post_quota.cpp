// SPDX-License-Identifier: BSL-1.0
#include "accounts/post_quota.hpp"

#include "accounts/account_problems.hpp"
#include "accounts/account_tables.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace webapp {

namespace {

std::int64_t number_of(std::chrono::sys_days day) { return day.time_since_epoch().count(); }

} // namespace

post_quota::post_quota(multipost::sqlite_database database, std::int64_t per_day, clock now)
    : database_(std::move(database)),
      per_day_(per_day),
      now_(std::move(now))
{}

std::chrono::sys_days post_quota::today() const { return std::chrono::floor<std::chrono::days>(now_()); }

boost::asio::awaitable<void> post_quota::take(std::string user_id)
{
    const auto day = today();
    auto count = [user_id, day = number_of(day), per_day = per_day_](multipost::sqlite_session& s) {
        return account_tables::count_post(s, user_id, day, per_day);
    };
    bool counted = false;
    try
    {
        counted = co_await database_.async_transact(std::move(count), boost::asio::use_awaitable);
    }
    catch (const boost::system::system_error& e)
    {
        if (e.code().category() != multipost::multipost_category()) throw;
        throw problem_of(multipost::error{e.code(), e.what()});
    }
    if (!counted) throw too_many_posts(per_day_, day + std::chrono::days(1) - now_());
}

void post_quota::give_back(std::string user_id)
{
    auto uncount = [user_id = std::move(user_id), day = number_of(today())](multipost::sqlite_session& s) {
        account_tables::uncount_post(s, user_id, day);
    };
    database_.post(std::move(uncount), [](const std::exception_ptr&) {});
}

} // namespace webapp
