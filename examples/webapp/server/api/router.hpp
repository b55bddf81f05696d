// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_ROUTER_HPP
#define WEBAPP_API_ROUTER_HPP

#include "api/request_context.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace webapp {

/// Who may use a route.
enum class access {
    anybody,
    session,       ///< who is logged in, and the operator
    administrator, ///< and the operator
    operator_only, ///< through the local socket
};

using route_handler = std::function<boost::asio::awaitable<response>(request_context)>;

/// Finds out who makes a request: by its session cookie, or as the operator. Nothing: nobody who is known.
using authenticator = std::function<boost::asio::awaitable<std::optional<identity>>(const request&)>;

/// Told of each request when it has been answered. `route` is the template, never the path.
using request_observer =
    std::function<void(const request&, std::string_view route, const std::optional<identity>&, const response&)>;

/// Takes each request to its handler.
///
/// In this order: the route (404, 405 with Allow); for what changes something, the origin (403 cross_site; see
/// cross_site.hpp) and the kind of body (415); who it is (401, 403); ids in the path (404 when they are no UUID); the
/// handler. A problem thrown on the way becomes the answer.
class router
{
public:
    router(authenticator who_is, std::string public_origin, request_observer observer = {});

    /// @param path  "/api/v1/channels/{id}"
    void add(std::string_view method, std::string_view path, access who, route_handler handler);

    boost::asio::awaitable<response> answer(request r) const;

private:
    struct route;
    std::vector<route> routes_;
    authenticator who_is_;
    std::string public_origin_;
    request_observer observer_;

public:
    ~router();
};

} // namespace webapp

#endif
