// SPDX-License-Identifier: BSL-1.0
#include "handlers/delivery_handlers.hpp"

#include "api/json_body.hpp"
#include "api/json_response.hpp"
#include "api/problem.hpp"
#include "handlers/post_json.hpp"

#include <utility>

namespace asio = boost::asio;

namespace webapp {

namespace {

multipost::resolution read_resolution(const request& r)
{
    object_reader body(parse_json_body(r));
    const auto as = body.word("as", {"delivered", "not_delivered"});
    body.done();
    return as == "delivered" ? multipost::resolution::delivered : multipost::resolution::not_delivered;
}

asio::awaitable<response> resolve(multipost::outbox outbox, request_context c)
{
    const auto as = read_resolution(c.request);
    auto resolved = co_await outbox.async_resolve(c.user().scope(), c.path_parameter("id"), as);
    if (resolved.has_error() && resolved.error().code == multipost::errc::too_late)
        throw problem(409, "not_unconfirmed", "What became of this delivery is known.");
    const auto d = value_or_problem(std::move(resolved));
    co_return json_response(200, delivery_json(d));
}

} // namespace

void add_delivery_routes(router& to, multipost::outbox outbox)
{
    to.add("POST", "/api/v1/deliveries/{id}/resolve", access::session,
           [outbox](request_context c) { return resolve(outbox, std::move(c)); });
}

} // namespace webapp
