// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_CONNECTOR_JSON_HPP
#define WEBAPP_HANDLERS_CONNECTOR_JSON_HPP

#include <multipost/connector_info.hpp>

#include <boost/json/object.hpp>

namespace webapp {

/// What a connector says of itself, as the API tells it; its settings' schema is an object, not a text.
[[nodiscard]] boost::json::object connector_json(const multipost::connector_info& info);

} // namespace webapp

#endif
