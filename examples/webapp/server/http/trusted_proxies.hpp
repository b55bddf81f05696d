// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_TRUSTED_PROXIES_HPP
#define WEBAPP_HTTP_TRUSTED_PROXIES_HPP

#include "http/request.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <span>
#include <string>
#include <vector>

namespace webapp {

/// An IPv4 address that came as IPv6 ("::ffff:192.0.2.1") in its own form; any other as it is.
[[nodiscard]] boost::asio::ip::address normalized(const boost::asio::ip::address& address);

/// Those whose X-Forwarded-For is believed.
class trusted_proxies
{
public:
    /// @param blocks  addresses and CIDR blocks
    /// @throws std::invalid_argument  one of them is neither; the text names it
    explicit trusted_proxies(std::span<const std::string> blocks);

    [[nodiscard]] bool contains(const boost::asio::ip::address& address) const;

    /// Who sent a request: the peer, or, when that is trusted, the nearest address in X-Forwarded-For that is not.
    ///
    /// The header is read from its end, because only what trusted proxies appended is known to be true; what is no address
    /// ends the search, and the last one known is the answer.
    [[nodiscard]] boost::asio::ip::address client_of(const request& r, const boost::asio::ip::address& peer) const;

private:
    std::vector<boost::asio::ip::network_v4> v4_;
    std::vector<boost::asio::ip::network_v6> v6_;
};

} // namespace webapp

#endif
