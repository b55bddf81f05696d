// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_TESTS_CONNECTORS_HPP
#define WEBAPP_TESTS_CONNECTORS_HPP

#include <multipost/connector_registry.hpp>

namespace webapp {

/// Slack's and Discord's connectors as they are built in this tree, loaded once.
[[nodiscard]] const multipost::connector_registry& connectors();

} // namespace webapp

#endif
