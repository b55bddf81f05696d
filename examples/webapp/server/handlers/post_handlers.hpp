// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_POST_HANDLERS_HPP
#define WEBAPP_HANDLERS_POST_HANDLERS_HPP

#include "accounts/post_quota.hpp"
#include "api/router.hpp"

#include <multipost/outbox.hpp>

namespace webapp {

/// Adds /api/v1/posts, /api/v1/posts/counts, /api/v1/posts/{id} and /api/v1/posts/{id}/retry.
///
/// @param quota  of each user; the operator has none
void add_post_routes(router& to, multipost::outbox outbox, post_quota quota);

} // namespace webapp

#endif
