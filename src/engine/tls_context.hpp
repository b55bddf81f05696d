// SPDX-License-Identifier: BSL-1.0
/// @file
/// Holds what every TLS connection has in common, and puts OpenSSL's refusals into words.
#ifndef MULTIPOST_ENGINE_TLS_CONTEXT_HPP
#define MULTIPOST_ENGINE_TLS_CONTEXT_HPP

#include "engine/destination.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>

#include <mutex>
#include <optional>
#include <string>

namespace multipost {

/// TLS 1.2 or later, the peer's certificate always verified. Thread-safe.
class tls_context
{
public:
    /// @param ca_certificates_pem  trusted instead of the system's store; empty: the system's (or SSL_CERT_FILE, SSL_CERT_DIR)
    explicit tls_context(std::string ca_certificates_pem) : ca_certificates_pem_(std::move(ca_certificates_pem)) {}

    /// The context; trusted certificates are read at the first call, which takes 20 to 30 ms for a system's store.
    ///
    /// @par Errors
    /// @li tls "ca_certificates_invalid"  the PEM text holds no certificate, or the system's store cannot be read
    [[nodiscard]] io_result<boost::asio::ssl::context*> get();

private:
    const std::string ca_certificates_pem_;
    std::mutex mutex_;
    std::optional<boost::asio::ssl::context> context_;
};

/// Makes a session ask for and insist on the name or address of its peer. False when OpenSSL does not take the name.
///
/// Subject alternative names only; a wildcard stands for one whole label.
/// @par Specification
/// RFC 9525
[[nodiscard]] bool expect_peer(SSL* session, const destination& to);

/// Why a handshake failed, told apart as far as OpenSSL tells: certificate_expired, certificate_not_yet_valid,
/// certificate_self_signed, certificate_untrusted, certificate_wrong_host, tls_protocol, tls_handshake.
[[nodiscard]] io_failure handshake_failure(SSL* session, boost::system::error_code ec, const destination& to);

} // namespace multipost

#endif
