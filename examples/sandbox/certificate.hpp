// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_CERTIFICATE_HPP
#define SANDBOX_CERTIFICATE_HPP

#include <chrono>
#include <string>
#include <vector>

namespace sandbox {

/// What an https server shows, and what a client has to trust for it. All PEM.
struct server_identity
{
    std::string ca_pem;          ///< the authority's certificate; empty when it is not ours
    std::string certificate_pem; ///< the server's certificate, then those above it
    std::string key_pem;         ///< the server's private key
};

/// For which hosts and how long; the defaults suit a server on this machine, other values make certificates to refuse.
struct identity_request
{
    std::vector<std::string> hosts{"localhost", "127.0.0.1", "::1"}; ///< DNS names and IP addresses
    std::chrono::system_clock::time_point not_before = std::chrono::system_clock::now() - std::chrono::hours{1};
    std::chrono::system_clock::time_point not_after = std::chrono::system_clock::now() + std::chrono::hours{24 * 365};
};

/// Makes an authority of its own and a certificate signed by it (ECDSA, P-256), in memory.
///
/// @throws std::runtime_error  OpenSSL refused; the message tells why
[[nodiscard]] server_identity make_server_identity(const identity_request& wanted = {});

} // namespace sandbox

#endif
