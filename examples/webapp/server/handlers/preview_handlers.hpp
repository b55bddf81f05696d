// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_PREVIEW_HANDLERS_HPP
#define WEBAPP_HANDLERS_PREVIEW_HANDLERS_HPP

#include "api/router.hpp"
#include "operation/security_log.hpp"

#include <multipost/connector_registry.hpp>
#include <multipost/outbox.hpp>
#include <multipost/publisher.hpp>

namespace webapp {

/// Adds /api/v1/preview.
///
/// @param previewer  outlives the router
void add_preview_routes(router& to, multipost::outbox outbox, multipost::connector_registry connectors,
                        const multipost::publisher& previewer, security_log& log);

} // namespace webapp

#endif
