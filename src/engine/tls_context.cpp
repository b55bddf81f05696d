// SPDX-License-Identifier: BSL-1.0
#include "engine/tls_context.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/error.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <utility>

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;

namespace multipost {

namespace {

io_failure tls_failure(std::string code, std::string text, std::string advice)
{
    io_failure told;
    told.kind = io_error::tls;
    told.code = std::move(code);
    told.text = std::move(text);
    told.advice = std::move(advice);
    return told;
}

io_failure certificate_failure(long reason, const destination& to)
{
    const std::string certificate = "the certificate of " + to.origin;
    const std::string trust = "if this host is yours, trust the certificate authority that signed it: add it to the "
                              "system's store, or name its file in SSL_CERT_FILE";
    switch (reason)
    {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return tls_failure("certificate_expired", certificate + " has expired",
                           "have it renewed, or check this machine's clock");
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return tls_failure("certificate_not_yet_valid", certificate + " is not valid yet",
                           "check this machine's clock");
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return tls_failure("certificate_wrong_host", certificate + " is for another host than " + to.host,
                           "check the host in the URL; a certificate must carry it as a subject alternative name");
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return tls_failure("certificate_self_signed", certificate + " is signed by nobody but itself", trust);
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return tls_failure("certificate_untrusted", certificate + " is signed by an authority that is not trusted here",
                           trust);
    default:
        return tls_failure("certificate_untrusted",
                           certificate + " is refused: " + X509_verify_cert_error_string(reason),
                           "have the host's certificate replaced");
    }
}

bool is_empty(SSL_CTX* context)
{
    return sk_X509_OBJECT_num(X509_STORE_get0_objects(SSL_CTX_get_cert_store(context))) == 0;
}

} // namespace

io_result<ssl::context*> tls_context::get()
{
    const std::lock_guard lock(mutex_);
    if (context_) return &*context_;

    ssl::context made(ssl::context::tls_client);
    made.set_verify_mode(ssl::verify_peer);
    auto* const native = made.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    // A connection at rest holds no record buffers.
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    constexpr std::array<unsigned char, 9> protocols = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    SSL_CTX_set_alpn_protos(native, protocols.data(), protocols.size());

    boost::system::error_code ec;
    if (ca_certificates_pem_.empty())
        made.set_default_verify_paths(ec);
    else
        made.add_certificate_authority(asio::buffer(ca_certificates_pem_), ec);
    // Asio takes a text without a certificate for an empty list of them.
    const bool nothing_read = !ca_certificates_pem_.empty() && is_empty(native);
    if (ec || nothing_read)
        return tls_failure(
            "ca_certificates_invalid",
            ca_certificates_pem_.empty() ? "the system's certificate authorities cannot be read"
                                         : "the certificate authorities to trust are no PEM certificates",
            ca_certificates_pem_.empty() ? "install the package ca-certificates" : "give them as PEM text");
    context_.emplace(std::move(made));
    return &*context_;
}

bool expect_peer(SSL* session, const destination& to)
{
    auto* const expected = SSL_get0_param(session);
    // OpenSSL would otherwise fall back to the subject's common name.
    X509_VERIFY_PARAM_set_hostflags(expected,
                                    X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (to.address) return X509_VERIFY_PARAM_set1_ip_asc(expected, to.host.c_str()) == 1;
    return X509_VERIFY_PARAM_set1_host(expected, to.host.c_str(), to.host.size()) == 1 &&
           SSL_set_tlsext_host_name(session, to.host.c_str()) == 1;
}

io_failure handshake_failure(SSL* session, boost::system::error_code ec, const destination& to)
{
    if (const long reason = SSL_get_verify_result(session); reason != X509_V_OK) return certificate_failure(reason, to);

    if (ec.category() == asio::error::get_ssl_category())
    {
        switch (ERR_GET_REASON(static_cast<unsigned long>(ec.value())))
        {
        case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
        case SSL_R_UNSUPPORTED_PROTOCOL:
        case SSL_R_UNSUPPORTED_SSL_VERSION:
        case SSL_R_NO_PROTOCOLS_AVAILABLE:
            return tls_failure("tls_protocol", to.origin + " offers no TLS version that is safe",
                               "have TLS 1.2 or later enabled there");
        case SSL_R_WRONG_VERSION_NUMBER:
        case SSL_R_HTTP_REQUEST:
        case SSL_R_PACKET_LENGTH_TOO_LONG:
            return tls_failure("tls_protocol", to.origin + " does not speak TLS", "check the port in the URL");
        default: break;
        }
        return tls_failure("tls_handshake", "the TLS handshake with " + to.origin + " failed: " + ec.message(), {});
    }
    return tls_failure("tls_handshake", to.origin + " broke the connection off during the TLS handshake", {});
}

} // namespace multipost
