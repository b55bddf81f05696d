// SPDX-License-Identifier: BSL-1.0
/// @file
/// Makes certificates for tests, in memory.
#ifndef MULTIPOST_TESTS_ENGINE_CERTIFICATES_HPP
#define MULTIPOST_TESTS_ENGINE_CERTIFICATES_HPP

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace multipost::test {

struct openssl_delete
{
    void operator()(X509* certificate) const noexcept { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
using certificate_ptr = std::unique_ptr<X509, openssl_delete>;
using key_ptr = std::unique_ptr<EVP_PKEY, openssl_delete>;

/// A certificate and its key.
struct identity
{
    certificate_ptr certificate;
    key_ptr key;

    [[nodiscard]] std::string certificate_pem() const;
    [[nodiscard]] std::string key_pem() const;
};

/// What a certificate says.
struct certificate_request
{
    std::string common_name = "multipost test";
    std::string alternative_names;   ///< "DNS:localhost,IP:127.0.0.1"; empty: none
    long valid_from_seconds = -3600; ///< from now
    long valid_to_seconds = 3600;
    bool is_authority = false;
};

/// @param issuer  null: signs itself
[[nodiscard]] identity make_identity(const certificate_request& wanted, const identity* issuer = nullptr);

} // namespace multipost::test

#endif
