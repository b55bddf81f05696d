// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_POST_QUOTA_HPP
#define WEBAPP_ACCOUNTS_POST_QUOTA_HPP

#include <multipost/outcome.hpp>
#include <multipost/sqlite_database.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace webapp {

/// Bounds how many posts a user sends on one day, of UTC. Counted in the database: a restart forgives nothing.
class post_quota
{
public:
    using clock = std::function<multipost::wall_time()>;

    static constexpr std::int64_t usual = 10'000;

    /// @param database  with the tables of make_accounts()
    /// @param per_day   at least 1
    explicit post_quota(
        multipost::sqlite_database database, std::int64_t per_day = usual,
        clock now = [] { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); });

    /// Counts a post that is about to be sent. @throws problem  429 too_many_posts, 503
    boost::asio::awaitable<void> take(std::string user_id);
    /// Uncounts one that was not. Nobody waits for it: should it be lost, the user has one less today.
    void give_back(std::string user_id);

private:
    [[nodiscard]] std::chrono::sys_days today() const;

    multipost::sqlite_database database_;
    std::int64_t per_day_;
    clock now_;
};

} // namespace webapp

#endif
