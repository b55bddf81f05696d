// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_QUERY_PARAMETERS_HPP
#define WEBAPP_HANDLERS_QUERY_PARAMETERS_HPP

#include "http/request.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace webapp {

/// What each query parameter that a route knows does with its value.
using query_parameters = std::map<std::string_view, std::function<void(std::string_view value)>>;

/// Gives each parameter of a request its value.
///
/// @param repeatable  the only one that may be given more than once
/// @throws problem  400 unknown_member, bad_value
void read_query(const request& r, const query_parameters& known, std::string_view repeatable = {});

/// A value of 1 to so many characters.
///
/// @param pointer  "?name"
/// @throws problem  400 bad_value
[[nodiscard]] std::string checked_text(std::string_view pointer, std::string_view text, std::size_t max_length);

} // namespace webapp

#endif
