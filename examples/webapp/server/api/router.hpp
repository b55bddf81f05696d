// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_ROUTER_HPP
#define WEBAPP_API_ROUTER_HPP

#include "api/request_context.hpp"
#include "api/request_rates.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace webapp {

/// Who may use a route.
enum class access {
    anybody,
    session,       ///< who is logged in, and the operator
    administrator, ///< and the operator
    operator_only, ///< through the local socket; for everybody else the route does not exist
};

using route_handler = std::function<boost::asio::awaitable<response>(request_context)>;

/// Finds out who makes a request: by its session cookie, or as the operator. Nothing: nobody who is known.
using authenticator = std::function<boost::asio::awaitable<std::optional<identity>>(const request&)>;

/// Told of each request when it has been answered; of its body nothing is left. `route` is the template, never the path;
/// empty where there is none.
using request_observer =
    std::function<void(const request&, std::string_view route, const std::optional<identity>&, const response&)>;

/// Told of an exception that is no problem, before it is answered with 500. `what` is for the log alone.
using fault_observer = std::function<void(const request&, std::string_view route, std::string_view what)>;

/// Takes each request to its handler.
///
/// In this order: the route (404, 405 with Allow); for what changes something, the origin (403 cross_site; see
/// cross_site.hpp) and the kind of body (415); who it is (401, 403); whether that is not too often (429); ids in the path
/// (404 when they are no UUID); the handler. A problem thrown on the way becomes the answer. HEAD is taken where GET is, and answered as it; who serves the
/// answer leaves its body out. OPTIONS is a method like others that no route has: there is no CORS.
///
/// Outlives what answer() returned.
class router
{
public:
    /// @param public_origin  where the server's own pages come from: "https://post.example.org"
    router(authenticator who_is, std::string public_origin, request_observer observer = {}, fault_observer faults = {});
    ~router();

    /// A path that names more of its segments goes before one that takes any, whatever the method: of OpenAPI, "Paths Object".
    ///
    /// @param path  "/api/v1/channels/{id}"
    /// @param cost  nothing: as usual for the method
    void add(std::string_view method, std::string_view path, access who, route_handler handler,
             std::optional<route_class> cost = std::nullopt);

    /// Takes GET of every path that no route has, from anybody and however often.
    /// @param name  what observers are told as the route
    void add_fallback(std::string_view name, route_handler handler);

    boost::asio::awaitable<response> answer(request r) const;

private:
    struct route;
    struct match;

    [[nodiscard]] match find(std::string_view method, std::string_view path) const;
    boost::asio::awaitable<response> serve(match found, request r, std::optional<identity>& who) const;

    std::vector<route> routes_;
    std::unique_ptr<const route> fallback_;
    std::unique_ptr<request_rates> rates_; ///< what is left of them changes with each answer
    authenticator who_is_;
    std::string public_origin_;
    request_observer observer_;
    fault_observer faults_;
};

} // namespace webapp

#endif
