// SPDX-License-Identifier: BSL-1.0
/// @file
/// Opens connections: looks the host up, checks its addresses, connects to one that passed, shakes hands.
#ifndef MULTIPOST_ENGINE_DIALER_HPP
#define MULTIPOST_ENGINE_DIALER_HPP

#include "engine/http_connection.hpp"
#include "engine/name_lookup.hpp"
#include "engine/tls_context.hpp"

#include <multipost/allow_list.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace multipost {

struct dialer_options
{
    std::chrono::milliseconds step_timeout{10'000}; ///< looking up, connecting, TLS handshake: each
    allow_list allow;
    std::string ca_certificates_pem;
};

/// Thread-safe.
class dialer
{
public:
    using outcome = std::variant<std::unique_ptr<http_connection>, io_failure>;

    dialer(boost::asio::any_io_executor executor, dialer_options options, name_lookup::function look_up = look_up_name);

    /// No byte of a request leaves here: request_sent is false in every failure.
    ///
    /// @par Errors
    /// @li forbidden "plain_http_forbidden", "address_forbidden"  the egress policy
    /// @li resolve "host_unknown", "lookup_failed"
    /// @li connect "connection_refused", "host_unreachable"
    /// @li tls  as handshake_failure() says
    /// @li timeout "timeout", connection "cancelled"
    [[nodiscard]] boost::asio::awaitable<outcome> dial(const destination& to, interruption& stop);

private:
    using addresses = std::vector<boost::asio::ip::address>;

    boost::asio::awaitable<io_result<addresses>> resolve(const destination& to, interruption& stop);
    boost::asio::awaitable<outcome> connect(const destination& to, const addresses& candidates, interruption& stop);
    io_result<addresses> permitted(const destination& to, const addresses& found) const;

    boost::asio::any_io_executor executor_;
    dialer_options options_;
    name_lookup lookup_;
    tls_context tls_;
};

} // namespace multipost

#endif
