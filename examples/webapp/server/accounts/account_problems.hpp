// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_ACCOUNT_PROBLEMS_HPP
#define WEBAPP_ACCOUNTS_ACCOUNT_PROBLEMS_HPP

#include "api/problem.hpp"

#include <multipost/outcome.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace webapp {

// What accounts refuse with; the codes are those of docs/openapi.yaml.

[[nodiscard]] problem not_logged_in();
/// To who comes with a session that a new password ended.
[[nodiscard]] problem password_changed(multipost::wall_time at);
[[nodiscard]] problem wrong_credentials();
[[nodiscard]] problem wrong_password();
[[nodiscard]] problem weak_password(std::string why);
[[nodiscard]] problem email_taken();
[[nodiscard]] problem registration_closed();
[[nodiscard]] problem invitation_required();
[[nodiscard]] problem invitation_invalid();
[[nodiscard]] problem setup_token_invalid();
[[nodiscard]] problem too_many_attempts(std::chrono::milliseconds wait);

/// Why a password is not even hashed.
inline constexpr std::string_view too_many_logins = "Too many people want to log in at once.";

} // namespace webapp

#endif
