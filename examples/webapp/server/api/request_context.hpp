// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_REQUEST_CONTEXT_HPP
#define WEBAPP_API_REQUEST_CONTEXT_HPP

#include "api/identity.hpp"
#include "http/request.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace webapp {

/// A request on its way through its handler, and what is known of it.
struct request_context
{
    webapp::request request;
    std::optional<identity> who;                                     ///< present on routes that need it
    std::map<std::string, std::string, std::less<>> path_parameters; ///< "{id}" by name; an id is a UUID in lower case

    /// Who makes the request, on a route that needs somebody.
    [[nodiscard]] const identity& user() const { return who.value(); }
    /// A parameter of the route's path.
    [[nodiscard]] const std::string& path_parameter(std::string_view name) const
    {
        return path_parameters.find(name)->second;
    }
};

} // namespace webapp

#endif
