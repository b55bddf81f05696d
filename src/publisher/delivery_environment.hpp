// SPDX-License-Identifier: BSL-1.0
/// @file
/// Holds what all deliveries of a publisher share.
#ifndef MULTIPOST_PUBLISHER_DELIVERY_ENVIRONMENT_HPP
#define MULTIPOST_PUBLISHER_DELIVERY_ENVIRONMENT_HPP

#include "engine/http_client.hpp"
#include "publisher/rest_periods.hpp"

#include <multipost/connector_registry.hpp>
#include <multipost/publisher.hpp>

namespace multipost {

/// Thread-safe, member by member.
struct delivery_environment
{
    const connector_registry& connectors;
    const publisher_options& options;
    http_client& client;
    rest_periods& rests;
};

} // namespace multipost

#endif
