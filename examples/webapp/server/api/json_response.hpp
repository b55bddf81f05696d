// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_JSON_RESPONSE_HPP
#define WEBAPP_API_JSON_RESPONSE_HPP

#include "http/response.hpp"

#include <multipost/outcome.hpp>

#include <boost/json/value.hpp>

#include <string>

namespace webapp {

/// An answer with a JSON body. Never stored by caches.
[[nodiscard]] response json_response(unsigned status, const boost::json::value& body);

/// 204.
[[nodiscard]] response no_content();

/// RFC 3339 in UTC with milliseconds: "2026-11-22T09:05:00.250Z".
[[nodiscard]] std::string rfc3339(multipost::wall_time at);

} // namespace webapp

#endif
