// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_NEW_PASSWORD_HPP
#define WEBAPP_ACCOUNTS_NEW_PASSWORD_HPP

#include "accounts/password_policy.hpp"
#include "accounts/password_text.hpp"
#include "api/problem.hpp"

#include <multipost/text.hpp>

#include <string>
#include <string_view>

namespace webapp {

/// The normalized form of a password that somebody wants to have, if it is no longer than any may be.
///
/// @param pointer  where it stands in the body
/// @throws problem 400 bad_value
[[nodiscard]] inline multipost::secret_string new_password(std::string_view typed, std::string_view pointer)
{
    if (multipost::length(typed, multipost::length_unit::code_points) > max_password_characters)
        throw bad_value(pointer, "Must have at most " + std::to_string(max_password_characters) + " characters.");
    return normalized_password(typed);
}

} // namespace webapp

#endif
