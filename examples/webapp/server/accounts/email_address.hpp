// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_EMAIL_ADDRESS_HPP
#define WEBAPP_ACCOUNTS_EMAIL_ADDRESS_HPP

#include <optional>
#include <string>
#include <string_view>

namespace webapp {

/// An e-mail address as an account's name: nothing is sent to it.
struct email_address
{
    std::string text; ///< as it was typed, without white space around it
    std::string key;  ///< equal for addresses that differ in the case of letters only: what is unique
};

/// Reads an address of the common form: a dot-atom, "@", and a domain of at least two labels; ASCII, at most 254 bytes.
///
/// Quoted local parts, comments, address literals and non-ASCII letters, all of which a mail system may take, are refused:
/// two addresses that look alike must not be two accounts.
///
/// @return  nothing when it is no such address
/// @par Specification
/// RFC 5321 sections 4.1.2 and 4.5.3.1; RFC 3696 erratum 1690 for the length
[[nodiscard]] std::optional<email_address> parse_email_address(std::string_view text);

/// What failed logins of this address are counted under, whether it is an address or not.
[[nodiscard]] std::string email_key(std::string_view text);

} // namespace webapp

#endif
