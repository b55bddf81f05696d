// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/post_table.hpp"

#include "outbox/search_text.hpp"
#include "outbox/sqlite/columns.hpp"
#include "outbox/sqlite/delivery_table.hpp"
#include "outbox/sqlite/post_listing.hpp"
#include "outbox/sqlite/search_horizon.hpp"

#include <algorithm>
#include <utility>

namespace multipost {

namespace {

#define MULTIPOST_SQL_POST_COLUMNS                                                                                     \
    "p.id, p.owner, p.text, p.title, p.link, p.created_at, p.revision, p.scheduled_at, p.zone, p.due_at, "             \
    "p.send_within"

post post_in(const sqlite_row& row)
{
    post p;
    p.id = row.text(0);
    p.owner = row.text(1);
    p.text = row.text(2);
    p.title = row.text(3);
    p.link = row.text(4);
    p.created_at = time_in(row, 5);
    p.revision = row.integer(6);
    if (row.is_null(7)) return p;
    auto& when = p.when.emplace();
    when.asked.at = row.text(7);
    when.asked.zone = row.text(8);
    when.instant = time_in(row, 9);
    if (!row.is_null(10)) when.asked.send_within = std::chrono::seconds(row.integer(10));
    return p;
}

/// Gives posts their deliveries, and what follows from these.
void add_deliveries(sqlite_session& session, std::vector<post>& posts)
{
    std::vector<std::string> ids;
    for (const auto& p : posts) ids.push_back(p.id);
    auto deliveries = delivery_table(session).of_posts(ids);
    for (auto& p : posts)
    {
        p.deliveries = std::move(deliveries[p.id]);
        p.updated_at = p.created_at;
        std::vector<delivery_state> states;
        for (const auto& d : p.deliveries)
        {
            states.push_back(d.state);
            p.updated_at = std::max(p.updated_at, d.updated_at);
        }
        p.state = state_of(states);
    }
}

/// How much memory a page may take, roughly; a post that is larger is a page by itself. Many readers hold one at once.
constexpr std::size_t max_page_bytes = 256 * 1024;

std::size_t bytes_of(const post& p)
{
    constexpr std::size_t rest_of_delivery = 400;
    auto bytes = p.text.size() + p.title.size() + p.link.size();
    for (const auto& d : p.deliveries)
    {
        bytes += rest_of_delivery + d.channel_name.size() + d.remote_id.size() + d.permalink.size();
        if (d.failure) bytes += d.failure->what.size() + d.failure->advice.size() + d.failure->remote_words.size();
    }
    return bytes;
}

/// Where a post stands in a listing that has it.
page_position position_of(const post& p, const post_query& query)
{
    if (!query.to_come) return {p.created_at, p.id};
    const auto planned = std::ranges::find(p.deliveries, delivery_state::scheduled, &post_delivery::state);
    return {planned->due_at, p.id};
}

/// How many posts from the first on fit in a page.
std::size_t fitting(const std::vector<post>& posts, std::size_t limit)
{
    std::size_t count = 0;
    for (std::size_t bytes = 0; count != std::min(posts.size(), limit); ++count)
    {
        bytes += bytes_of(posts[count]);
        if (bytes > max_page_bytes && count != 0) break;
    }
    return count;
}

} // namespace

void post_table::insert(const post& p, std::string_view key, std::string_view request_hash)
{
    const bool keyed = !key.empty();
    session_.execute(
        "INSERT INTO outbox_posts (id, owner, text, title, link, search, idempotency_key, request_hash, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {p.id, p.owner, p.text, p.title, p.link, search_text(p.text + "\n" + p.title),
         keyed ? column(key) : sqlite_value(),
         keyed ? sqlite_value(sqlite_blob{std::string(request_hash)}) : sqlite_value(), column(p.created_at)});
    if (p.when) set_schedule(p.id, p.when);
    delivery_table deliveries(session_);
    for (std::size_t i = 0; i != p.deliveries.size(); ++i) deliveries.insert(p, p.deliveries[i], i);
}

bool post_table::has_accepted(std::string_view owner, std::size_t posts, wall_time since) const
{
    const auto rows = session_.query("SELECT count(*) FROM (SELECT 1 FROM outbox_posts"
                                     " WHERE owner = ? AND created_at >= ? LIMIT ?)",
                                     {column(owner), column(since), column(posts)});
    return static_cast<std::size_t>(rows[0].integer(0)) == posts;
}

void post_table::set_schedule(std::string_view id, const std::optional<post_schedule>& when)
{
    if (!when)
    {
        session_.execute("UPDATE outbox_posts SET scheduled_at = NULL, zone = NULL, due_at = NULL, send_within = NULL"
                         " WHERE id = ?",
                         {column(id)});
        return;
    }
    const auto& within = when->asked.send_within;
    session_.execute("UPDATE outbox_posts SET scheduled_at = ?, zone = ?, due_at = ?, send_within = ? WHERE id = ?",
                     {when->asked.at, when->asked.zone, column(when->instant),
                      within ? sqlite_value(std::int64_t{within->count()}) : sqlite_value(), column(id)});
}

std::optional<keyed_post> post_table::find_key(std::string_view owner, std::string_view key) const
{
    const auto rows =
        session_.query("SELECT id, request_hash FROM outbox_posts WHERE owner = ? AND idempotency_key = ?",
                       {column(owner), column(key)});
    if (rows.empty()) return std::nullopt;
    return keyed_post{rows[0].text(0), rows[0].blob(1)};
}

std::optional<post> post_table::find(const owner_scope& scope, std::string_view id) const
{
    const auto rows = session_.query("SELECT " MULTIPOST_SQL_POST_COLUMNS
                                     " FROM outbox_posts p WHERE p.id = ?1 AND (?2 IS NULL OR p.owner = ?2)",
                                     {column(id), scope.owner() ? column(*scope.owner()) : sqlite_value()});
    if (rows.empty()) return std::nullopt;
    std::vector<post> posts{post_in(rows[0])};
    add_deliveries(session_, posts);
    return std::move(posts.front());
}

post_page post_table::list(const post_query& query, const std::optional<page_position>& after) const
{
    const auto horizon = search_horizon(session_, query, after);
    const auto statement = listing_of(horizon ? up_to(*horizon, query) : query, after, MULTIPOST_SQL_POST_COLUMNS);
    post_page page;
    for (const auto& row : session_.query(statement.sql, statement.parameters)) page.items.push_back(post_in(row));
    add_deliveries(session_, page.items);
    if (const auto count = fitting(page.items, query.limit); count < page.items.size())
    {
        page.items.resize(count);
        page.next = to_cursor(position_of(page.items.back(), query));
    }
    else if (horizon)
        page.next = to_cursor(beyond(*horizon, query));
    return page;
}

post_counts post_table::count(const owner_scope& scope, std::size_t most) const
{
    post_counts counted;
    const auto tally = tally_of(scope, most);
    for (const auto& row : session_.query(tally.sql, tally.parameters))
    {
        const auto posts = static_cast<std::size_t>(row.integer(1));
        counted.posts[post_state_from_string(row.text(0)).value()] = posts;
        counted.total += posts;
    }
    const auto to_come = to_come_of(scope, most);
    counted.to_come = static_cast<std::size_t>(session_.query(to_come.sql, to_come.parameters)[0].integer(0));
    const auto older = older_than_newest(scope, most);
    counted.capped = !session_.query(older.sql, older.parameters).empty();
    return counted;
}

} // namespace multipost
