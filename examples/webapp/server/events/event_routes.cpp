// SPDX-License-Identifier: BSL-1.0
#include "events/event_routes.hpp"

#include "api/cross_site.hpp"
#include "api/problem.hpp"
#include "events/event_stream.hpp"

#include <boost/asio/this_coro.hpp>

#include <chrono>
#include <random>
#include <utility>

namespace asio = boost::asio;

namespace webapp {

namespace {

/// Each client waits another time, so that those of a server that starts again do not all come at once.
std::chrono::milliseconds draw_retry()
{
    static thread_local std::minstd_rand drawn(std::random_device{}());
    return std::chrono::milliseconds(std::uniform_int_distribution(1'000, 4'000)(drawn));
}

asio::awaitable<response> follow(std::shared_ptr<event_hub> hub, std::string public_origin, request_context c)
{
    if (!may_follow(provenance_of(c.request), public_origin))
        throw problem(403, "cross_site", "This was refused because it did not come from this server's own pages.");
    // The operator is no user, and has no changes.
    if (c.user().role == role::operator_) throw problem(401, "not_logged_in", "Log in, then do this again.");

    const auto executor = co_await asio::this_coro::executor;
    const std::string last_event_id(c.request.header("last-event-id").value_or(std::string_view()));
    response told;
    told.headers.emplace_back("Content-Type", "text/event-stream");
    told.headers.emplace_back("Cache-Control", "no-store");
    told.headers.emplace_back("X-Accel-Buffering", "no");
    told.stream = std::make_shared<event_stream>(executor, std::move(hub), c.user(), last_event_id, draw_retry());
    co_return told;
}

} // namespace

void add_event_routes(router& to, std::shared_ptr<event_hub> hub, std::string public_origin)
{
    to.add("GET", "/api/v1/events", access::session,
           [hub = std::move(hub), public_origin = std::move(public_origin)](request_context c) {
               return follow(hub, public_origin, std::move(c));
           });
}

} // namespace webapp
