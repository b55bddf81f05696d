// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_MAKE_ACCOUNTS_HPP
#define WEBAPP_ACCOUNTS_MAKE_ACCOUNTS_HPP

#include "accounts/accounts.hpp"
#include "accounts/login_throttle.hpp"
#include "accounts/password_hash.hpp"
#include "operation/security_log.hpp"

#include <multipost/error.hpp>
#include <multipost/secret_string.hpp>
#include <multipost/sqlite_database.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace webapp {

struct accounts_options
{
    registration_policy registration = registration_policy::invite;

    /// A session ends when it was not used for so long, and at the latest so long after the login.
    std::chrono::seconds session_idle = std::chrono::hours(24 * 14);
    std::chrono::seconds session_age = std::chrono::hours(24 * 30);
    std::chrono::seconds invitation_age = std::chrono::hours(24 * 7);

    throttle_settings throttle;

    password_cost cost;
    /// Passwords hashed at once; each takes a processor, and the memory that `cost` says.
    std::size_t hash_threads = 2;
    /// Those hashed or waiting; more are refused with 503, so that none waits longer than a second.
    std::size_t max_pending_hashes = 64;

    // The clocks, which tests turn.
    std::function<std::chrono::steady_clock::time_point()> steady_now = std::chrono::steady_clock::now;
    std::function<multipost::wall_time()> wall_now = [] {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    };
};

struct opened_accounts
{
    std::unique_ptr<accounts> service;
    /// Makes the first administrator: to be shown once to whoever reads the server's log. It is kept nowhere, and good
    /// until there is an administrator or the server stops. Empty: there is one.
    multipost::secret_string setup_token;
};

/// Keeps accounts in a database, whose tables it brings up to date.
///
/// Blocks until that is done. `log` must outlive what is returned. Members of the service may be called on any executor, which
/// must run until they complete; passwords are hashed on threads of the service's own.
///
/// @par Errors
/// Those of multipost::sqlite_database::migrate().
[[nodiscard]] multipost::result<opened_accounts> make_accounts(multipost::sqlite_database database,
                                                               accounts_options options, security_log& log);

} // namespace webapp

#endif
