// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_POST_HANDLERS_HPP
#define WEBAPP_HANDLERS_POST_HANDLERS_HPP

#include "api/router.hpp"

#include <multipost/outbox.hpp>

namespace webapp {

/// Adds /api/v1/posts, /api/v1/posts/counts, /api/v1/posts/{id}, and below it restore and retry.
///
/// @param posts_per_day  how many each user may send on one day, of UTC; the operator has no bound
void add_post_routes(router& to, multipost::outbox outbox, std::size_t posts_per_day);

} // namespace webapp

#endif
