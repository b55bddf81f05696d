// SPDX-License-Identifier: BSL-1.0
#include "operation/health_routes.hpp"

#include "api/json_response.hpp"
#include "api/problem.hpp"

#include <multipost/version.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace webapp {

namespace asio = boost::asio;

namespace {

constexpr unsigned ok = 200;
constexpr unsigned unavailable = 503;

multipost::wall_time wall_now()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

asio::awaitable<response> tell_alive(request_context)
{
    boost::json::object body{{"status", "ok"}};
    co_return json_response(ok, body);
}

asio::awaitable<response> tell_ready(const health* of)
{
    const auto found = co_await of->judge();
    boost::json::object body{{"status", found.status}};
    if (!found.reason.empty()) body["reason"] = found.reason;
    co_return json_response(found.status == "ok" ? ok : unavailable, body);
}

asio::awaitable<response> tell_metrics(admin_sources from)
{
    const auto counts = value_or_problem(co_await from.outbox.async_counts(asio::use_awaitable));
    from.metrics.set_outbox(counts, wall_now());
    from.metrics.set_worker(from.worker.health());
    from.metrics.set_connections(from.open_connections());
    response told;
    told.headers.emplace_back("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    told.body = from.metrics.text();
    co_return told;
}

boost::json::object details(const multipost::outbox_counts& counts, const multipost::worker_health& worker)
{
    boost::json::object deliveries;
    for (const auto& [state, count] : counts.deliveries) deliveries[to_string(state)] = count;
    boost::json::value oldest;
    if (counts.oldest_due)
        oldest = std::chrono::duration_cast<std::chrono::milliseconds>(wall_now() - *counts.oldest_due).count();
    return {{"version", MULTIPOST_VERSION_STRING},
            {"worker",
             {{"running", worker.running},
              {"in_flight", worker.in_flight},
              {"since_last_pass_ms", worker.since_last_pass.count()}}},
            {"outbox", {{"deliveries", std::move(deliveries)}, {"oldest_due_ms", std::move(oldest)}}}};
}

asio::awaitable<response> tell_details(admin_sources from)
{
    const auto found = co_await from.health.judge();
    const auto counts = co_await from.outbox.async_counts(asio::use_awaitable);
    auto body = details(counts ? *counts : multipost::outbox_counts(), from.worker.health());
    body["status"] = found.status;
    if (!found.reason.empty()) body["reason"] = found.reason;
    body["connections"] = from.open_connections();
    co_return json_response(found.status == "ok" ? ok : unavailable, body);
}

} // namespace

void add_health_routes(router& to, const health& of)
{
    to.add("GET", "/livez", access::anybody, tell_alive, route_class::unbounded);
    const auto ready = [of = &of](const request_context&) { return tell_ready(of); };
    to.add("GET", "/readyz", access::anybody, ready, route_class::unbounded);
}

void add_admin_routes(router& to, const admin_sources& from)
{
    to.add("GET", "/metrics", access::anybody, [from](const request_context&) { return tell_metrics(from); });
    to.add("GET", "/healthz", access::anybody, [from](const request_context&) { return tell_details(from); });
}

} // namespace webapp
