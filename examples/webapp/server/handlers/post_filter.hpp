// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_POST_FILTER_HPP
#define WEBAPP_HANDLERS_POST_FILTER_HPP

#include "http/request.hpp"

#include <multipost/post.hpp>

namespace webapp {

/// Reads the conditions of a list of posts from a request's query; whose posts is left to the caller.
/// @throws problem  400 unknown_member, bad_value
[[nodiscard]] multipost::post_query read_post_filter(const request& r);

} // namespace webapp

#endif
