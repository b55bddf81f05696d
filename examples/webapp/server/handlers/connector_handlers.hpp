// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_CONNECTOR_HANDLERS_HPP
#define WEBAPP_HANDLERS_CONNECTOR_HANDLERS_HPP

#include "api/router.hpp"

#include <multipost/connector_registry.hpp>

namespace webapp {

/// Adds /api/v1/connectors. All connectors are loaded by then.
void add_connector_routes(router& to, const multipost::connector_registry& connectors);

} // namespace webapp

#endif
