// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_ACCOUNTS_HPP
#define WEBAPP_ACCOUNTS_ACCOUNTS_HPP

#include "api/identity.hpp"

#include <multipost/error.hpp>
#include <multipost/outcome.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
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
};

struct new_user
{
    std::string email;
    std::string password;
    std::string display_name;
    std::string invitation;  ///< code, or empty
    std::string setup_token; ///< makes the first administrator, or empty
    /// Set by the operator only: makes an administrator whatever the policy says.
    bool by_operator_as_administrator = false;
};

/// A session as its owner sees it.
struct session_info
{
    std::string id;
    multipost::wall_time created_at{};
    multipost::wall_time last_used_at{};
    multipost::wall_time expires_at{};
    std::string user_agent;
    bool current = false;
};

/// A login that succeeded. The tokens are in no other place: the store keeps hashes.
struct new_session
{
    webapp::user user;
    session_info session;
    std::string token;        ///< for the session cookie
    std::string device_token; ///< for the device cookie, which spares this browser the account's throttle
};

/// What a login comes with.
struct login_attempt
{
    std::string email;
    std::string password;
    std::string device_token; ///< of the device cookie, or empty
    std::string user_agent;
    boost::asio::ip::address client;
};

/// Accounts and sessions. Each member throws `problem` with a code of docs/openapi.yaml when it refuses.
class accounts
{
public:
    virtual ~accounts() = default;

    virtual boost::asio::awaitable<user> add(new_user u, boost::asio::ip::address client) = 0;
    virtual boost::asio::awaitable<new_session> log_in(login_attempt a) = 0;
    /// Nothing: no such session, or it has ended. Notes that it was used.
    virtual boost::asio::awaitable<std::optional<identity>> find_session(std::string token) = 0;
    virtual boost::asio::awaitable<session_info> current_session(identity who) = 0;
    virtual boost::asio::awaitable<std::vector<session_info>> sessions(identity who) = 0;
    /// Ends one of the user's own sessions. @throws problem 404
    virtual boost::asio::awaitable<void> end_session(identity who, std::string session_id) = 0;
    /// Ends all other sessions of the user too. @throws problem 403 wrong_password, 422 weak_password, 429
    virtual boost::asio::awaitable<void> change_password(identity who, std::string current, std::string next) = 0;
    /// By the operator: a forgotten password. Ends all sessions of the user. @throws problem 404, 422
    virtual boost::asio::awaitable<void> reset_password(std::string email, std::string next) = 0;
    virtual boost::asio::awaitable<user> rename(identity who, std::string display_name) = 0;

    struct invitation
    {
        std::string code; ///< shown once
        multipost::wall_time expires_at{};
    };
    virtual boost::asio::awaitable<invitation> invite(identity by, std::string email) = 0;
};

} // namespace webapp

#endif
