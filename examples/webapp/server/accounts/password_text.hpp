// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_PASSWORD_TEXT_HPP
#define WEBAPP_ACCOUNTS_PASSWORD_TEXT_HPP

#include <multipost/secret_string.hpp>

#include <string_view>

namespace webapp {

/// The bytes of a password that are judged, hashed and compared: its normalization form KC, in UTF-8, whole.
///
/// One keyboard writes "é" as one code point, another as two; who changes the machine must still get in. Nothing is trimmed
/// and nothing cut off. Bytes that are no UTF-8 are kept as they are. No copy is left in memory that was given back.
///
/// @par Specification
/// NIST SP 800-63B section 5.1.1.2; Unicode Annex #15
[[nodiscard]] multipost::secret_string normalized_password(std::string_view typed);

} // namespace webapp

#endif
