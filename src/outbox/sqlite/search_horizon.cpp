// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/search_horizon.hpp"

#include "outbox/sqlite/columns.hpp"
#include "outbox/sqlite/post_listing.hpp"

#include <cstddef>
#include <string_view>

namespace multipost {

namespace {

constexpr std::size_t most_read = 2'000;

/// Before all ids.
constexpr std::string_view first_id = "00000000-0000-0000-0000-000000000000";

} // namespace

std::optional<wall_time> search_horizon(sqlite_session& session, const post_query& query,
                                        const std::optional<page_position>& after)
{
    if (query.text.empty() && query.states.empty()) return std::nullopt;
    const auto horizon = horizon_of(query, after, most_read);
    const auto rows = session.query(horizon.sql, horizon.parameters);
    if (rows.empty()) return std::nullopt;
    return time_in(rows.front(), 0);
}

page_position beyond(wall_time horizon) { return {horizon, std::string(first_id)}; }

} // namespace multipost
