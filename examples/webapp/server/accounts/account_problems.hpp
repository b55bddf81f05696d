// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_ACCOUNT_PROBLEMS_HPP
#define WEBAPP_ACCOUNTS_ACCOUNT_PROBLEMS_HPP

#include "api/problem.hpp"

#include <chrono>
#include <string>

namespace webapp {

// What accounts refuse with; the codes are those of docs/openapi.yaml.

[[nodiscard]] problem not_logged_in();
[[nodiscard]] problem wrong_credentials();
[[nodiscard]] problem wrong_password();
[[nodiscard]] problem weak_password(std::string why);
[[nodiscard]] problem email_taken();
[[nodiscard]] problem registration_closed();
[[nodiscard]] problem invitation_required();
[[nodiscard]] problem invitation_invalid();
[[nodiscard]] problem setup_token_invalid();
[[nodiscard]] problem too_many_attempts(std::chrono::milliseconds wait);
[[nodiscard]] problem overloaded();

} // namespace webapp

#endif
