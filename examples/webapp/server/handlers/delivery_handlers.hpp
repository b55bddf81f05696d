// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_DELIVERY_HANDLERS_HPP
#define WEBAPP_HANDLERS_DELIVERY_HANDLERS_HPP

#include "api/router.hpp"

#include <multipost/outbox.hpp>

namespace webapp {

/// Adds /api/v1/deliveries/{id}/resolve.
void add_delivery_routes(router& to, multipost::outbox outbox);

} // namespace webapp

#endif
