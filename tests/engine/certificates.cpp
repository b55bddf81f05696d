// SPDX-License-Identifier: BSL-1.0
#include "certificates.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <stdexcept>

namespace multipost::test {

namespace {

struct bio_delete
{
    void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};

std::string text_of(BIO* bio)
{
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(bio, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

void require(bool succeeded)
{
    if (!succeeded) throw std::runtime_error("OpenSSL could not make a test certificate");
}

void add_extension(X509* certificate, X509* issuer, int id, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    auto* const extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
    require(extension != nullptr);
    require(X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

} // namespace

std::string identity::certificate_pem() const
{
    const std::unique_ptr<BIO, bio_delete> bio(BIO_new(BIO_s_mem()));
    require(PEM_write_bio_X509(bio.get(), certificate.get()) == 1);
    return text_of(bio.get());
}

std::string identity::key_pem() const
{
    const std::unique_ptr<BIO, bio_delete> bio(BIO_new(BIO_s_mem()));
    require(PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return text_of(bio.get());
}

identity make_identity(const certificate_request& wanted, const identity* issuer)
{
    static std::atomic<long> next_serial{1};

    identity made;
    made.key.reset(EVP_EC_gen("P-256"));
    made.certificate.reset(X509_new());
    require(made.key && made.certificate);
    auto* const certificate = made.certificate.get();
    auto* const signer = issuer != nullptr ? issuer->certificate.get() : certificate;

    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), next_serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate), wanted.valid_from_seconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate), wanted.valid_to_seconds);
    X509_set_pubkey(certificate, made.key.get());
    const auto* const name = reinterpret_cast<const unsigned char*>(wanted.common_name.c_str());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, name, -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(signer));
    add_extension(certificate, signer, NID_basic_constraints, wanted.is_authority ? "critical,CA:TRUE" : "CA:FALSE");
    if (!wanted.alternative_names.empty())
        add_extension(certificate, signer, NID_subject_alt_name, wanted.alternative_names);
    require(X509_sign(certificate, issuer != nullptr ? issuer->key.get() : made.key.get(), EVP_sha256()) != 0);
    return made;
}

} // namespace multipost::test
