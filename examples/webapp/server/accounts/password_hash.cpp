// SPDX-License-Identifier: BSL-1.0
#include "accounts/password_hash.hpp"

#include <sodium.h>

#include <array>
#include <new>

namespace webapp {

std::string hash_password(std::string_view password, const password_cost& cost)
{
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes, cost.memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return text.data();
}

std::string nobodys_password_hash(const password_cost& cost)
{
    // 16 bytes of salt and 32 of hash, all zero. To find a password for it is to invert the hash.
    return "$argon2id$v=19$m=" + std::to_string(cost.memory_bytes / 1024) + ",t=" + std::to_string(cost.passes) +
           ",p=1$" + std::string(22, 'A') + "$" + std::string(43, 'A');
}

password_verification verify_password(const std::string& stored, std::string_view password, const password_cost& cost)
{
    password_verification v;
    v.matches = crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
    if (v.matches && crypto_pwhash_str_needs_rehash(stored.c_str(), cost.passes, cost.memory_bytes) != 0)
        v.new_hash = hash_password(password, cost);
    return v;
}

} // namespace webapp
