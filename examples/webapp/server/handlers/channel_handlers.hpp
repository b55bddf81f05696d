// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_CHANNEL_HANDLERS_HPP
#define WEBAPP_HANDLERS_CHANNEL_HANDLERS_HPP

#include "api/router.hpp"
#include "operation/security_log.hpp"

#include <multipost/connector_registry.hpp>
#include <multipost/outbox.hpp>
#include <multipost/publisher.hpp>

#include <chrono>

namespace webapp {

/// Adds /api/v1/channels, /api/v1/channels/{id} and /api/v1/channels/{id}/test.
///
/// @param checker  asks the networks; outlives the router, as the log does
void add_channel_routes(router& to, multipost::outbox outbox, multipost::connector_registry connectors,
                        multipost::publisher& checker, security_log& log,
                        std::chrono::milliseconds longest_check = std::chrono::seconds(15));

} // namespace webapp

#endif
