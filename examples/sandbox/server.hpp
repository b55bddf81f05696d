// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_SERVER_HPP
#define SANDBOX_SERVER_HPP

#include "certificate.hpp"
#include "endpoint.hpp"
#include "http_server.hpp"
#include "ledger.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace sandbox {

/// What a sandbox is made with; the default suits a test: any free port of 127.0.0.1, no https.
struct server_options
{
    endpoint http;
    std::optional<endpoint> https;
    std::optional<server_identity> identity; ///< for https; nothing: one is made
    bool rate_limits = false;                ///< refuse what the networks would refuse as too fast
    http_limits limits;
};

/// The sandbox: serves from its construction to its destruction, on a thread of its own.
///
/// A test uses it so:
/// @code
/// sandbox::server_options options;
/// options.https.emplace();
/// sandbox::server networks{options};
/// ... send to networks.https_url() + "/services/T1/B1/x", trusting networks.ca_pem() ...
/// BOOST_TEST(networks.published().published("my mark").size() == 1U);
/// @endcode
///
/// Thread-safe: every member may be called from any thread.
class server
{
public:
    /// @throws boost::system::system_error  cannot listen, or the certificate or its key is refused
    /// @throws std::runtime_error  no certificate could be made
    explicit server(server_options options = {});

    /// Stops.
    ~server();

    server(const server&) = delete;
    server& operator=(const server&) = delete;

    /// The port of http.
    [[nodiscard]] std::uint16_t port() const noexcept;

    /// The port of https, 0 when there is none.
    [[nodiscard]] std::uint16_t https_port() const noexcept;

    /// Where to reach it: "http://127.0.0.1:8090".
    [[nodiscard]] std::string url() const;

    /// Where to reach it over TLS: "https://127.0.0.1:8453"; empty when there is no https.
    [[nodiscard]] std::string https_url() const;

    /// The certificate of the authority to trust for https; empty when there is none of ours.
    [[nodiscard]] const std::string& ca_pem() const noexcept;

    /// What arrived.
    [[nodiscard]] ledger& published() noexcept;

    /// Drops the open connections and ends the thread. Again: does nothing.
    void stop();

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

} // namespace sandbox

#endif
