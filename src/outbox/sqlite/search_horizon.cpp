// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/search_horizon.hpp"

#include "outbox/sqlite/columns.hpp"

#include <string_view>
#include <vector>

namespace multipost {

namespace {

constexpr std::int64_t most_posts = 2'000;

/// Before all ids.
constexpr std::string_view first_id = "00000000-0000-0000-0000-000000000000";

} // namespace

std::optional<wall_time> search_horizon(sqlite_session& session, const post_query& query,
                                        const std::optional<page_position>& after)
{
    if (query.text.empty()) return std::nullopt;
    std::string sql = "SELECT created_at FROM outbox_posts WHERE true";
    std::vector<sqlite_value> parameters;
    const auto add = [&](std::string_view condition, auto... values) {
        sql += condition;
        (parameters.push_back(values), ...);
    };
    if (query.scope.owner()) add(" AND owner = ?", column(*query.scope.owner()));
    if (after) add(" AND (created_at, id) < (?, ?)", column(after->created_at), column(after->id));
    if (query.from) add(" AND created_at >= ?", column(*query.from));
    if (query.to) add(" AND created_at < ?", column(*query.to));
    add(" ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET ?", sqlite_value(most_posts - 1));
    const auto rows = session.query(sql, parameters);
    if (rows.empty()) return std::nullopt;
    return time_in(rows.front(), 0);
}

page_position beyond(wall_time horizon) { return {horizon, std::string(first_id)}; }

} // namespace multipost
