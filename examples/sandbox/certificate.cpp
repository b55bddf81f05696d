// SPDX-License-Identifier: BSL-1.0
#include "certificate.hpp"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace sandbox {

namespace {

template <auto Free>
struct freed
{
    template <class T>
    void operator()(T* p) const noexcept
    {
        Free(p);
    }
};

using key_ptr = std::unique_ptr<EVP_PKEY, freed<EVP_PKEY_free>>;
using certificate_ptr = std::unique_ptr<X509, freed<X509_free>>;
using extension_ptr = std::unique_ptr<X509_EXTENSION, freed<X509_EXTENSION_free>>;
using number_ptr = std::unique_ptr<BIGNUM, freed<BN_free>>;
using bio_ptr = std::unique_ptr<BIO, freed<BIO_free_all>>;

constexpr int serial_bits = 127; // RFC 5280 section 4.1.2.2: positive, at most 20 octets

void expect(bool done, const char* what)
{
    if (done) return;
    std::array<char, 256> reason{};
    ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
    throw std::runtime_error(std::string{"cannot make a certificate ("} + what + "): " + reason.data());
}

key_ptr make_key()
{
    key_ptr key{EVP_EC_gen("P-256")};
    expect(key != nullptr, "key");
    return key;
}

void set_random_serial(X509* certificate)
{
    const number_ptr number{BN_new()};
    expect(number && BN_rand(number.get(), serial_bits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
               BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr,
           "serial number");
}

void set_validity(X509* certificate, const identity_request& wanted)
{
    expect(ASN1_TIME_set(X509_getm_notBefore(certificate), std::chrono::system_clock::to_time_t(wanted.not_before)) &&
               ASN1_TIME_set(X509_getm_notAfter(certificate), std::chrono::system_clock::to_time_t(wanted.not_after)),
           "validity");
}

void set_subject(X509* certificate, std::string_view common_name)
{
    expect(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(common_name.data()),
                                      static_cast<int>(common_name.size()), -1, 0) == 1,
           "subject");
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const extension_ptr extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())};
    expect(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "extension");
}

bool is_ip_address(const std::string& host)
{
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

std::string alternative_names(const std::vector<std::string>& hosts)
{
    std::string names;
    for (const auto& host : hosts)
        names += (names.empty() ? "" : ",") + std::string{is_ip_address(host) ? "IP:" : "DNS:"} + host;
    return names;
}

certificate_ptr start_certificate(std::string_view common_name, EVP_PKEY* key, const identity_request& wanted)
{
    certificate_ptr certificate{X509_new()};
    expect(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
               X509_set_pubkey(certificate.get(), key) == 1,
           "certificate");
    set_random_serial(certificate.get());
    set_validity(certificate.get(), wanted);
    set_subject(certificate.get(), common_name);
    return certificate;
}

void finish_certificate(X509* certificate, X509* issuer, EVP_PKEY* issuer_key)
{
    expect(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1, "issuer");
    add_extension(certificate, issuer, NID_subject_key_identifier, "hash");
    add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
    expect(X509_sign(certificate, issuer_key, EVP_sha256()) > 0, "signature");
}

template <class Write>
std::string pem(Write write)
{
    const bio_ptr memory{BIO_new(BIO_s_mem())};
    expect(memory && write(memory.get()) == 1, "PEM");
    const char* data = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

} // namespace

server_identity make_server_identity(const identity_request& wanted)
{
    // The authority is always valid, so that an expired server certificate is refused for that and nothing else.
    const identity_request authority_validity;
    const auto ca_key = make_key();
    const auto ca = start_certificate("multipost-sandbox authority", ca_key.get(), authority_validity);
    add_extension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    finish_certificate(ca.get(), ca.get(), ca_key.get());

    const auto key = make_key();
    const auto leaf = start_certificate("multipost-sandbox", key.get(), wanted);
    add_extension(leaf.get(), ca.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(leaf.get(), ca.get(), NID_key_usage, "critical,digitalSignature");
    add_extension(leaf.get(), ca.get(), NID_ext_key_usage, "serverAuth");
    add_extension(leaf.get(), ca.get(), NID_subject_alt_name, alternative_names(wanted.hosts));
    finish_certificate(leaf.get(), ca.get(), ca_key.get());

    server_identity identity;
    identity.ca_pem = pem([&](BIO* out) { return PEM_write_bio_X509(out, ca.get()); });
    identity.certificate_pem = pem([&](BIO* out) { return PEM_write_bio_X509(out, leaf.get()); });
    identity.key_pem =
        pem([&](BIO* out) { return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    return identity;
}

} // namespace sandbox
