// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_HEALTH_ROUTES_HPP
#define WEBAPP_OPERATION_HEALTH_ROUTES_HPP

#include "api/router.hpp"
#include "operation/health.hpp"
#include "operation/metrics.hpp"

#include <multipost/outbox.hpp>

#include <cstddef>
#include <functional>

namespace webapp {

/// GET /livez, GET /readyz: for whatever watches over the server; for everybody.
void add_health_routes(router& to, const health& of);

/// What the admin listener tells from.
struct admin_sources
{
    const webapp::health& health;
    webapp::metrics& metrics;
    multipost::outbox outbox;
    const multipost::outbox_worker& worker;
    std::function<std::size_t()> open_connections;
};

/// GET /metrics (Prometheus), GET /healthz (details): for the admin listener only.
void add_admin_routes(router& to, const admin_sources& from);

} // namespace webapp

#endif
