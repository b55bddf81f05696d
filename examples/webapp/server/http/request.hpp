// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_REQUEST_HPP
#define WEBAPP_HTTP_REQUEST_HPP

#include <boost/asio/ip/address.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// A request as the handlers see it: framed, bounded and checked; nothing here has been trusted yet.
struct request
{
    std::string method; ///< "GET", for HEAD too: who serves it leaves the body out
    std::string path;   ///< percent-decoded once, valid UTF-8, no query: "/api/v1/posts"
    std::vector<std::pair<std::string, std::string>> query;   ///< decoded names and values, in order
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case, in order
    std::string body;
    boost::asio::ip::address client; ///< the peer, or who a trusted proxy says it is
    bool over_local_socket = false;  ///< came through the Unix socket of the data folder: the operator
    std::string id;                  ///< of this request, for logs and answers

    /// The value of a header, by its lower-case name; nothing when it is absent.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;

    /// The value of a query parameter; the first one when it is repeated.
    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const noexcept;

    /// The value of a cookie (RFC 6265 section 5.4); nothing when it is absent or given twice.
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const noexcept;
};

} // namespace webapp

#endif
