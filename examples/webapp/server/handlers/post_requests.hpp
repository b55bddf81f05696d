// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_POST_REQUESTS_HPP
#define WEBAPP_HANDLERS_POST_REQUESTS_HPP

#include "api/request_context.hpp"

#include <multipost/post.hpp>

namespace webapp {

/// What a client wants to send, now or at a planned time.
/// @throws problem  400, 415, 422
[[nodiscard]] multipost::new_post read_new_post(const request_context& c);

/// What a client wants to change in a post.
/// @throws problem  400, 415, 422
[[nodiscard]] multipost::post_change read_post_change(const request& r);

} // namespace webapp

#endif
