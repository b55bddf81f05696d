// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/post_listing.hpp"

#include "outbox/search_text.hpp"
#include "outbox/sqlite/columns.hpp"

#include <set>

namespace multipost {

namespace {

/// state_of in SQL, of the deliveries of the post `p`.
constexpr std::string_view state_of_post = "(SELECT CASE"
                                           " WHEN count(*) = 0 THEN 'draft'"
                                           " WHEN max(d.state IN ('queued', 'sending', 'waiting')) THEN 'sending'"
                                           " WHEN max(d.state = 'scheduled') THEN 'scheduled'"
                                           " WHEN max(d.state = 'unconfirmed') THEN 'unconfirmed'"
                                           " WHEN min(d.state) = max(d.state) THEN min(d.state)"
                                           " WHEN max(d.state = 'delivered') THEN 'partly_delivered'"
                                           " ELSE 'failed' END FROM outbox_deliveries d WHERE d.post = p.id)";

/// Where the walk through time goes: along an index that holds little else than what is wanted.
enum class path {
    to_come,       ///< the deliveries that are scheduled; forwards
    posts,         ///< all posts, of an owner or not
    channel,       ///< the deliveries of a channel; each post has at most one there
    not_delivered, ///< an owner's deliveries that are at no good end: no post of such a state is without one
};

path path_of(const post_query& query)
{
    if (query.to_come) return path::to_come;
    if (query.channel) return path::channel;
    const bool all_are_there = !query.states.empty() && !query.states.contains(post_state::delivered) &&
                               !query.states.contains(post_state::draft);
    return all_are_there && query.scope.owner() ? path::not_delivered : path::posts;
}

/// The columns of an index along which a walk goes, and which way.
struct walk
{
    std::string time;
    std::string id;
    std::string_view beyond;    ///< compares what comes later on the way with what came before
    std::string_view direction; ///< of ORDER BY

    [[nodiscard]] std::string order() const
    {
        const std::string way(direction);
        return " ORDER BY " + time + way + ", " + id + way;
    }
};

/// @param prefix  of its columns, "w." or none
walk walk_of(path way, const std::string& prefix)
{
    const auto id = prefix + (way == path::posts ? "id" : "post");
    if (way == path::to_come) return {prefix + "due_at", id, " > ", " ASC"};
    return {prefix + "created_at", id, " < ", " DESC"};
}

class writer
{
public:
    void add(std::string_view sql) { statement_.sql += sql; }

    /// Adds SQL with a "?" for each value.
    template <class... Values>
    void add(std::string_view sql, Values... values)
    {
        add(sql);
        (statement_.parameters.push_back(std::move(values)), ...);
    }

    /// Adds "(?, ?)", with a "?" for each state.
    void add_list(const std::set<post_state>& states)
    {
        std::string_view before = "(";
        for (const auto state : states)
        {
            add(before);
            add("?", column(to_string(state)));
            before = ", ";
        }
        add(")");
    }

    [[nodiscard]] listing_statement take() { return std::move(statement_); }

private:
    listing_statement statement_;
};

/// The planner would rather sort one channel's whole history.
std::string_view index_of_what_is_to_come(const owner_scope& scope)
{
    return scope.owner() ? " INDEXED BY outbox_deliveries_to_come" : " INDEXED BY outbox_deliveries_to_come_for_all";
}

/// What of the walk is wanted.
void add_span(writer& w, const post_query& query, const std::optional<page_position>& after, const walk& along)
{
    if (after)
        w.add(" AND (" + along.time + ", " + along.id + ")" + std::string(along.beyond) + "(?, ?)", column(after->time),
              column(after->id));
    if (query.from) w.add(" AND " + along.time + " >= ?", column(*query.from));
    if (query.to) w.add(" AND " + along.time + " < ?", column(*query.to));
}

} // namespace

listing_statement listing_of(const post_query& query, const std::optional<page_position>& after,
                             std::string_view columns)
{
    const auto way = path_of(query);
    const auto along = walk_of(way, way == path::posts ? "p." : "w.");

    writer w;
    w.add("SELECT ");
    w.add(columns);
    w.add(way == path::posts ? " FROM outbox_posts p" : " FROM outbox_deliveries w");
    if (way == path::to_come) w.add(index_of_what_is_to_come(query.scope));
    if (way != path::posts) w.add(" CROSS JOIN outbox_posts p ON p.id = w.post");
    w.add(" WHERE true");
    if (way == path::to_come) w.add(" AND w.state = 'scheduled'");
    if (way == path::not_delivered) w.add(" AND w.state <> 'delivered'");
    if (query.channel) w.add(" AND w.channel = ?", sqlite_value(*query.channel));
    if (query.scope.owner() && (way == path::to_come || way == path::not_delivered))
        w.add(" AND w.owner = ?", sqlite_value(*query.scope.owner()));
    if (query.scope.owner()) w.add(" AND p.owner = ?", sqlite_value(*query.scope.owner()));
    add_span(w, query, after, along);
    if (!query.states.empty())
    {
        w.add(" AND ");
        w.add(state_of_post);
        w.add(" IN ");
        w.add_list(query.states);
    }
    if (!query.text.empty()) w.add(" AND instr(p.search, ?) > 0", column(search_text(query.text)));
    // A post may have several such deliveries.
    if (way == path::to_come || way == path::not_delivered) w.add(" GROUP BY " + along.time + ", " + along.id);
    w.add(along.order() + " LIMIT ?", column(query.limit + 1));
    return w.take();
}

listing_statement horizon_of(const post_query& query, const std::optional<page_position>& after, std::size_t most)
{
    // What is looked for in texts reads the posts, whichever way leads to them.
    const auto way = query.text.empty() || query.to_come ? path_of(query) : path::posts;
    const auto along = walk_of(way, "");

    writer w;
    w.add("SELECT " + along.time + " FROM ");
    w.add(way == path::posts ? "outbox_posts" : "outbox_deliveries");
    if (way == path::to_come) w.add(index_of_what_is_to_come(query.scope));
    w.add(" WHERE true");
    if (way == path::to_come) w.add(" AND state = 'scheduled'");
    if (way == path::channel) w.add(" AND channel = ?", sqlite_value(*query.channel));
    if (way == path::not_delivered) w.add(" AND state <> 'delivered'");
    if (query.scope.owner()) w.add(" AND owner = ?", sqlite_value(*query.scope.owner()));
    add_span(w, query, after, along);
    w.add(along.order() + " LIMIT 1 OFFSET ?", column(most - 1));
    return w.take();
}

listing_statement to_come_of(const owner_scope& scope, std::size_t most)
{
    writer w;
    w.add("SELECT count(*) FROM (SELECT 1 FROM outbox_deliveries WHERE state = 'scheduled'");
    if (scope.owner()) w.add(" AND owner = ?", sqlite_value(*scope.owner()));
    w.add(" GROUP BY due_at, post LIMIT ?)", column(most));
    return w.take();
}

listing_statement tally_of(const owner_scope& scope, std::size_t newest)
{
    writer w;
    w.add("SELECT state, count(*) FROM (SELECT ");
    w.add(state_of_post);
    w.add(" AS state FROM outbox_posts p");
    if (scope.owner()) w.add(" WHERE p.owner = ?", sqlite_value(*scope.owner()));
    w.add(" ORDER BY p.created_at DESC, p.id DESC LIMIT ?) GROUP BY state", column(newest));
    return w.take();
}

listing_statement older_than_newest(const owner_scope& scope, std::size_t newest)
{
    writer w;
    w.add("SELECT true FROM outbox_posts p");
    if (scope.owner()) w.add(" WHERE p.owner = ?", sqlite_value(*scope.owner()));
    w.add(" ORDER BY p.created_at DESC, p.id DESC LIMIT 1 OFFSET ?", column(newest));
    return w.take();
}

} // namespace multipost
