// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_SECRET_TOKEN_HPP
#define WEBAPP_ACCOUNTS_SECRET_TOKEN_HPP

#include <multipost/secret_string.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace webapp {

/// So many bytes from the system's random source, as unpadded base64url (RFC 4648 section 5).
[[nodiscard]] multipost::secret_string new_token(std::size_t bytes);

/// BLAKE2b-256 of a token: what is stored of it. 32 bytes.
///
/// A token is random and long, so that a fast hash without salt is enough; finding one by its digest leaks nothing of it in
/// time that helps to guess another.
[[nodiscard]] std::string token_digest(std::string_view token);

/// Whether two digests are equal, in a time that does not depend on where they differ.
[[nodiscard]] bool equal_digests(std::string_view a, std::string_view b) noexcept;

/// Takes a text over into a secret_string, and overwrites where it was.
[[nodiscard]] multipost::secret_string take_secret(std::string&& text);

} // namespace webapp

#endif
