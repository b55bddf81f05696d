// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_PASSWORD_POLICY_HPP
#define WEBAPP_ACCOUNTS_PASSWORD_POLICY_HPP

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace webapp {

inline constexpr std::size_t min_password_characters = 8;
inline constexpr std::size_t max_password_characters = 256;

/// How many guesses, as a power of two, an attacker who tries the likely ones first must need at least.
inline constexpr double min_password_bits = 30;

/// Why a password is not to be used, and what would be better, in words for whoever typed it; nothing when it is good.
///
/// Its length is in code points. Nothing is asked of the kinds of its characters. How easily it is guessed is estimated by
/// zxcvbn from tens of thousands of common passwords, words and names, their usual disguises, dates and rows of keys, and from the words
/// given. At most some hundred microseconds, for any password up to max_password_characters.
///
/// @param password  normalized
/// @param context   what an attacker knows of this account
/// @par Specification
/// OWASP ASVS 5.0 V6.2; https://github.com/dropbox/zxcvbn
[[nodiscard]] std::optional<std::string> password_weakness(std::string_view password,
                                                           std::span<const std::string> context);

/// What an attacker knows of an account: its address and name, their parts, and whose server this is.
[[nodiscard]] std::vector<std::string> password_context(std::string_view email, std::string_view display_name);

} // namespace webapp

#endif
