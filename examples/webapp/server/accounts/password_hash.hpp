// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_PASSWORD_HASH_HPP
#define WEBAPP_ACCOUNTS_PASSWORD_HASH_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace webapp {

/// What a hash costs: Argon2id, one lane. The default is what OWASP's Password Storage Cheat Sheet recommends.
struct password_cost
{
    unsigned long long passes = 2;
    std::size_t memory_bytes = std::size_t{19} * 1024 * 1024;
};

/// A salted hash of a password in its standard text form, which names its cost: "$argon2id$v=19$m=19456,t=2,p=1$...".
///
/// Takes some 20 ms of a processor. Safe to call from any thread.
///
/// @throws std::bad_alloc  no memory for it
/// @par Specification
/// RFC 9106
[[nodiscard]] std::string hash_password(std::string_view password, const password_cost& cost);

/// A hash that no password has, to be as slow for an account that does not exist.
[[nodiscard]] std::string nobodys_password_hash(const password_cost& cost);

struct password_verification
{
    bool matches = false;
    std::string new_hash; ///< in the place of the stored one, when that is of another cost; else empty
};

/// Compares a password with a stored hash, in the time that the hash takes, whatever the answer.
///
/// Without the memory for it libsodium answers as for a wrong password, and tells nothing else.
[[nodiscard]] password_verification verify_password(const std::string& stored, std::string_view password,
                                                    const password_cost& cost);

} // namespace webapp

#endif
