// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_SERVICE_HPP
#define WEBAPP_HTTP_SERVICE_HPP

#include "http/connection_table.hpp"
#include "http/server.hpp"
#include "http/trusted_proxies.hpp"

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// What the connections of a server share.
struct http_service
{
    http_service(request_handler answer, http_options with, refusal_listener told)
        : handler(std::move(answer)),
          options(std::move(with)),
          refused(std::move(told)),
          proxies(options.trusted_proxies),
          connections(options.limits.connections, options.limits.connections_per_client, [this] { wake(); })
    {}

    /// A listener that throws does not bring the server down.
    void tell(unsigned status, std::string_view reason, const boost::asio::ip::address& client) const noexcept
    {
        try
        {
            if (refused) refused(status, reason, client);
        }
        catch (...)
        {}
    }

    void wake()
    {
        for (const auto& timer : std::exchange(until_empty, {})) timer->cancel();
    }

    const request_handler handler;
    const http_options options;
    const refusal_listener refused;
    const trusted_proxies proxies;
    connection_table connections;
    std::vector<std::shared_ptr<boost::asio::steady_timer>>
        until_empty; ///< cancelled when the last connection has ended
    bool is_stopping = false;
};

} // namespace webapp

#endif
