// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_EVENTS_EVENT_ROUTES_HPP
#define WEBAPP_EVENTS_EVENT_ROUTES_HPP

#include "api/router.hpp"
#include "events/event_hub.hpp"

#include <memory>
#include <string>

namespace webapp {

/// GET /api/v1/events. The router outlives what answers there.
///
/// @param public_origin  where the server's own pages come from
void add_event_routes(router& to, std::shared_ptr<event_hub> hub, std::string public_origin);

} // namespace webapp

#endif
