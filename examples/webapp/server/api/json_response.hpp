// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_JSON_RESPONSE_HPP
#define WEBAPP_API_JSON_RESPONSE_HPP

#include "api/rfc3339.hpp"
#include "http/response.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace webapp {

/// An answer with a JSON body. Never stored by caches.
[[nodiscard]] response json_response(unsigned status, const boost::json::value& body);

/// 204.
[[nodiscard]] response no_content();

/// A list that is whole: {"items": [...], "next": null}.
[[nodiscard]] boost::json::object whole_list(boost::json::array items);

} // namespace webapp

#endif
