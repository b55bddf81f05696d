// SPDX-License-Identifier: BSL-1.0
#include "accounts/account_problems.hpp"

#include "api/rfc3339.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace webapp {

namespace {

/// @param why  a sentence
problem later(unsigned status, std::string code, std::chrono::milliseconds wait, std::string_view why)
{
    const auto seconds = std::max<std::chrono::seconds::rep>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
    problem p(status, std::move(code),
              std::string(why) + " Wait " + std::to_string(seconds) + (seconds == 1 ? " second" : " seconds") +
                  ", then try again.");
    p.headers.emplace_back("Retry-After", std::to_string(seconds));
    return p;
}

} // namespace

problem not_logged_in() { return {401, "not_logged_in", "Log in, then do this again."}; }

problem password_changed(multipost::wall_time at)
{
    const auto time = rfc3339(at); // "2026-11-23T03:04:05.678Z"
    return {401, "password_changed",
            "The password of this account was changed on " + time.substr(0, 10) + " at " + time.substr(11, 5) +
                " UTC, which ended this session. Log in with the new one. If it was not you who changed it, tell the "
                "administrator of this server at once."};
}

problem wrong_credentials()
{
    return {401, "wrong_credentials", "Check both. A forgotten password is reset by the administrator of this server."};
}

problem wrong_password() { return {422, "wrong_password", "Type the password that you log in with now."}; }

problem weak_password(std::string why) { return {422, "weak_password", std::move(why)}; }

problem email_taken() { return {409, "email_taken", "Log in with it, or register another address."}; }

problem registration_closed()
{
    return {403, "registration_closed", "This server takes no new users. Ask its administrator."};
}

problem invitation_required()
{
    return {403, "invitation_required", "This server takes new users by invitation. Ask its administrator for one."};
}

problem invitation_invalid()
{
    return {403, "invitation_invalid",
            "This invitation is unknown, used up, too old, or for another address. Ask for a new one."};
}

problem setup_token_invalid()
{
    return {403, "setup_token_invalid",
            "This is not the token in the server's log, or there is an administrator already. Each start of the server "
            "prints a new one for as long as there is none."};
}

problem too_many_attempts(std::chrono::milliseconds wait)
{
    return later(429, "too_many_attempts", wait, "Too many wrong passwords.");
}

} // namespace webapp
