// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/search_horizon.hpp"

#include "outbox/sqlite/columns.hpp"
#include "outbox/sqlite/post_listing.hpp"

#include <cstddef>
#include <string_view>

namespace multipost {

namespace {

constexpr std::size_t most_read = 2'000;

constexpr std::string_view before_all_ids = "00000000-0000-0000-0000-000000000000";
constexpr std::string_view after_all_ids = "ffffffff-ffff-ffff-ffff-ffffffffffff";

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

post_query up_to(wall_time horizon, post_query query)
{
    if (query.to_come)
        query.to = horizon + std::chrono::milliseconds(1);
    else
        query.from = horizon;
    return query;
}

page_position beyond(wall_time horizon, const post_query& query)
{
    return {horizon, std::string(query.to_come ? after_all_ids : before_all_ids)};
}

} // namespace multipost
