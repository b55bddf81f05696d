// SPDX-License-Identifier: BSL-1.0
#include "accounts/secret_token.hpp"

#include <sodium.h>

#include <vector>

namespace webapp {

multipost::secret_string new_token(std::size_t bytes)
{
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::vector<unsigned char> random(bytes);
    randombytes_buf(random.data(), random.size());
    std::string text(sodium_base64_encoded_len(bytes, variant), '\0');
    sodium_bin2base64(text.data(), text.size(), random.data(), random.size(), variant);
    sodium_memzero(random.data(), random.size());
    text.pop_back(); // the terminating null is counted
    return take_secret(std::move(text));
}

std::string token_digest(std::string_view token)
{
    std::string digest(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                       reinterpret_cast<const unsigned char*>(token.data()), token.size(), nullptr, 0);
    return digest;
}

bool equal_digests(std::string_view a, std::string_view b) noexcept
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

multipost::secret_string take_secret(std::string&& text)
{
    multipost::secret_string secret{std::string_view(text)};
    sodium_memzero(text.data(), text.size());
    text.clear();
    return secret;
}

} // namespace webapp
