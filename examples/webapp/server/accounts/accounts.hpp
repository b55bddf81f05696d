// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_ACCOUNTS_HPP
#define WEBAPP_ACCOUNTS_ACCOUNTS_HPP

#include "api/identity.hpp"

#include <multipost/error.hpp>
#include <multipost/outcome.hpp>
#include <multipost/secret_string.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

#include <optional>
#include <string>
#include <vector>

namespace webapp {

/// Who may register.
enum class registration_policy { open, invite, closed };

struct user
{
    std::string id; ///< UUIDv7
    std::string email;
    std::string display_name;
    webapp::role role = role::user;
    multipost::wall_time created_at{};
    std::optional<multipost::wall_time> password_changed_at; ///< nothing: it is the first one
};

struct new_user
{
    std::string email;
    multipost::secret_string password;
    std::string display_name;
    multipost::secret_string invitation;  ///< code, or empty
    multipost::secret_string setup_token; ///< makes the first administrator, or empty
    /// Set by the operator only: makes an administrator whatever the policy says.
    bool by_operator_as_administrator = false;
};

/// A session as its owner sees it.
struct session_info
{
    std::string id; ///< UUIDv7; names the session, opens nothing
    multipost::wall_time created_at{};
    multipost::wall_time last_used_at{}; ///< to the minute
    multipost::wall_time expires_at{};   ///< if it is used until then
    std::string user_agent;              ///< printable ASCII
    bool current = false;
};

/// Who is logged in, and how.
struct current_login
{
    webapp::user user;
    session_info session;
};

/// A login that succeeded. The tokens are in no other place: the store keeps digests.
struct new_session
{
    webapp::user user;
    session_info session;
    multipost::secret_string token;        ///< for the session cookie
    multipost::secret_string device_token; ///< for the device cookie, which spares this browser the account's throttle
};

/// What a login comes with.
struct login_attempt
{
    std::string email;
    multipost::secret_string password;
    multipost::secret_string device_token;  ///< of the device cookie, or empty
    multipost::secret_string session_token; ///< of the session cookie, or empty: that session ends
    std::string user_agent;
    boost::asio::ip::address client;
};

/// A way in for somebody who has no account.
struct invitation
{
    multipost::secret_string code; ///< shown once
    multipost::wall_time expires_at{};
};

/// Accounts and sessions. Each member throws `problem` with a code of docs/openapi.yaml when it refuses.
///
/// Outlives what its members returned. Cancelling one leaves nothing half done: it has happened, or it has not.
class accounts
{
public:
    virtual ~accounts() = default;

    /// Whether anybody has an account. Cheap, once there is one.
    virtual boost::asio::awaitable<bool> has_users() = 0;
    virtual boost::asio::awaitable<user> add(new_user u, boost::asio::ip::address client) = 0;
    virtual boost::asio::awaitable<new_session> log_in(login_attempt a) = 0;
    /// Nothing: no such session, or it has ended. Notes that it was used.
    /// @throws problem 401 password_changed  it ended because the password was changed
    virtual boost::asio::awaitable<std::optional<identity>> find_session(multipost::secret_string token) = 0;
    /// @throws problem 401 not_logged_in  it has ended meanwhile, or `who` is the operator
    virtual boost::asio::awaitable<current_login> current(identity who) = 0;
    /// The last used first.
    virtual boost::asio::awaitable<std::vector<session_info>> sessions(identity who) = 0;
    /// Which of these sessions have not ended. Does not note that they were used.
    virtual boost::asio::awaitable<std::vector<std::string>> living_sessions(std::vector<std::string> ids) = 0;
    /// Ends one of the user's own sessions. @throws problem 404 not_found
    virtual boost::asio::awaitable<void> end_session(identity who, std::string session_id) = 0;
    /// Ends all other sessions of the user too. @throws problem 422 wrong_password, weak_password, 429 too_many_attempts
    virtual boost::asio::awaitable<void> change_password(identity who, multipost::secret_string current,
                                                         multipost::secret_string next) = 0;
    /// By the operator: a forgotten password. Ends all sessions of the user. @throws problem 404 not_found, 422 weak_password
    virtual boost::asio::awaitable<void> reset_password(std::string email, multipost::secret_string next) = 0;
    virtual boost::asio::awaitable<user> rename(identity who, std::string display_name) = 0;

    /// @param email  only this address can use it; empty: anybody
    virtual boost::asio::awaitable<invitation> invite(identity by, std::string email) = 0;

    /// Removes what has ended and notes how late it is for sessions, should the server stop. To be called every hour or so.
    virtual boost::asio::awaitable<void> sweep() = 0;
};

} // namespace webapp

#endif
