// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_SQLITE_ACCOUNTS_HPP
#define WEBAPP_ACCOUNTS_SQLITE_ACCOUNTS_HPP

#include "accounts/account_problems.hpp"
#include "accounts/account_tables.hpp"
#include "accounts/accounts.hpp"
#include "accounts/login_throttle.hpp"
#include "accounts/make_accounts.hpp"
#include "accounts/session_cache.hpp"
#include "accounts/session_clock.hpp"
#include "api/bounded_pool.hpp"
#include "api/problem.hpp"

#include <multipost/sqlite_database.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace webapp {

/// Accounts in tables of an SQLite database.
///
/// A member decides in one transaction what it changes in one transaction: what it read before, to hash a password in
/// between, is checked again there. Works on the database's thread hold what they need by value, for they may run after the
/// coroutine that waits for them is gone, and answer by what they return, not by exceptions.
class sqlite_accounts final : public accounts
{
public:
    /// @param setup_digest  of the token that makes the first administrator; empty: there is none
    sqlite_accounts(multipost::sqlite_database database, accounts_options options, security_log& log,
                    session_clock clock, std::string setup_digest);

    boost::asio::awaitable<bool> has_users() override;
    boost::asio::awaitable<user> add(new_user u, boost::asio::ip::address client) override;
    boost::asio::awaitable<new_session> log_in(login_attempt a) override;
    boost::asio::awaitable<std::optional<identity>> find_session(multipost::secret_string token) override;
    boost::asio::awaitable<current_login> current(identity who) override;
    boost::asio::awaitable<std::vector<session_info>> sessions(identity who) override;
    boost::asio::awaitable<std::vector<std::string>> living_sessions(std::vector<std::string> ids) override;
    boost::asio::awaitable<void> end_session(identity who, std::string session_id) override;
    boost::asio::awaitable<void> change_password(identity who, multipost::secret_string current,
                                                 multipost::secret_string next) override;
    boost::asio::awaitable<void> reset_password(std::string email, multipost::secret_string next) override;
    boost::asio::awaitable<user> rename(identity who, std::string display_name) override;
    boost::asio::awaitable<invitation> invite(identity by, std::string email) override;
    boost::asio::awaitable<void> sweep() override;

private:
    using reading = session_clock::reading;

    /// Runs work in a transaction. @throws problem  what the store's error means to a client
    template <class Work>
    auto transact(Work work) -> boost::asio::awaitable<std::invoke_result_t<Work&, multipost::sqlite_session&>>;

    /// Runs work on the pool. @throws problem 503 overloaded  there is no room, or no memory
    template <class Work>
    auto on_pool(Work work) -> boost::asio::awaitable<std::invoke_result_t<Work&>>;

    /// Judges a new password and hashes it. @throws problem 422 weak_password, 503 overloaded
    boost::asio::awaitable<std::string> hash_if_strong(multipost::secret_string password,
                                                       std::vector<std::string> context);
    boost::asio::awaitable<password_verification> verify(std::string stored, multipost::secret_string password);

    /// Returns how long the attempt has to wait in the line. @throws problem 429
    login_throttle::duration admit(login_throttle::login& l, std::string_view user_id);
    boost::asio::awaitable<void> stand_in_line(boost::asio::ip::address client, login_throttle::duration delay);
    // @throws problem 429
    void admit_registration(const boost::asio::ip::address& client);
    void withdraw(const login_throttle::login& l);
    void succeed(const login_throttle::login& l);

    /// What the log calls an address that has no account. It may be a password that was typed in the wrong field: the name
    /// tells nothing of it, and is the same until the server stops.
    [[nodiscard]] std::string name_of_unknown(const std::string& email_key) const;

    [[nodiscard]] reading now() const { return clock_.read(options_.steady_now()); }
    [[nodiscard]] session_clock::note note() const;
    [[nodiscard]] bool has_ended(reading created, reading last_used) const;
    [[nodiscard]] session_info info(const account_tables::session_row& row, std::string_view current_id) const;

    multipost::sqlite_database database_;
    accounts_options options_;
    security_log& log_;
    session_clock clock_;
    std::string setup_digest_;
    std::shared_ptr<session_cache> cache_;
    std::mutex throttle_mutex_;
    login_throttle throttle_;
    std::array<unsigned char, 16> name_key_;
    std::atomic<bool> has_users_ = false; ///< nobody's account is ever removed
    bounded_pool pool_;                   ///< last: its threads end first
};

template <class Work>
auto sqlite_accounts::transact(Work work)
    -> boost::asio::awaitable<std::invoke_result_t<Work&, multipost::sqlite_session&>>
{
    try
    {
        co_return co_await database_.async_transact(std::move(work), boost::asio::use_awaitable);
    }
    catch (const boost::system::system_error& e)
    {
        if (e.code().category() != multipost::multipost_category()) throw;
        throw problem_of(multipost::error{e.code(), e.what()});
    }
}

template <class Work>
auto sqlite_accounts::on_pool(Work work) -> boost::asio::awaitable<std::invoke_result_t<Work&>>
{
    try
    {
        co_return co_await pool_.async_run(std::move(work), boost::asio::use_awaitable);
    }
    catch (const std::bad_alloc&)
    {
        throw overloaded(too_many_logins);
    }
}

} // namespace webapp

#endif
