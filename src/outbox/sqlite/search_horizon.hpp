// SPDX-License-Identifier: BSL-1.0
/// @file
/// Bounds how far one page of a search looks.
#ifndef MULTIPOST_OUTBOX_SQLITE_SEARCH_HORIZON_HPP
#define MULTIPOST_OUTBOX_SQLITE_SEARCH_HORIZON_HPP

#include "outbox/page_position.hpp"

#include <multipost/post.hpp>
#include <multipost/sqlite_database.hpp>

#include <optional>

namespace multipost {

/// The time beyond which a page of a search for a text or a state does not look, because so many posts or deliveries would be
/// read until there; the next page goes on there. No index helps to look into texts, nor finds a state that follows from
/// several deliveries, and all others wait for the one thread that does. Nothing: the query looks for neither, or no further
/// than that.
[[nodiscard]] std::optional<wall_time> search_horizon(sqlite_session& session, const post_query& query,
                                                      const std::optional<page_position>& after);

/// The query, as far as a horizon.
[[nodiscard]] post_query up_to(wall_time horizon, post_query query);

/// Where the page after a horizon begins.
[[nodiscard]] page_position beyond(wall_time horizon, const post_query& query);

} // namespace multipost

#endif
