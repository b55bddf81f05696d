// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/delivery_table.hpp"

#include "outbox/sqlite/columns.hpp"

#include <utility>

namespace multipost {

namespace {

#define MULTIPOST_SQL_DELIVERY_COLUMNS                                                                                 \
    "id, post, channel, channel_name, connector, state, due_at, attempt, proof, remote_id, permalink, failure, "       \
    "updated_at"
#define MULTIPOST_SQL_CHANNEL_IS_WHERE_IT_WAS                                                                          \
    "EXISTS (SELECT 1 FROM outbox_channels c WHERE c.id = outbox_deliveries.channel"                                   \
    " AND c.connector = outbox_deliveries.connector)"
#define MULTIPOST_SQL_CHANNEL_EXISTS "EXISTS (SELECT 1 FROM outbox_channels c WHERE c.id = outbox_deliveries.channel)"
// As if it had just been accepted; ?1 is now.
#define MULTIPOST_SQL_DUE_AGAIN                                                                                        \
    " due_since = ?1, due_at = ?1, tries = 0, rate_limited = 0, interruptions = 0, first_attempt_at = NULL"

sqlite_value owner_of(const owner_scope& scope) { return scope.owner() ? column(*scope.owner()) : sqlite_value(); }

post_delivery delivery_in(const sqlite_row& row)
{
    post_delivery d;
    d.id = row.text(0);
    d.post = row.text(1);
    d.channel = row.text(2);
    d.channel_name = row.text(3);
    d.connector = row.text(4);
    d.state = delivery_state_in(row, 5);
    d.due_at = time_in(row, 6);
    d.attempts = number_in(row, 7);
    d.proof = proof_in(row, 8);
    d.remote_id = row.text(9);
    d.permalink = row.text(10);
    d.failure = failure_in(row, 11);
    d.updated_at = time_in(row, 12);
    return d;
}

failure channel_is_gone()
{
    failure f;
    f.kind = failure_class::channel_dead;
    f.code = "channel_removed";
    f.what = "It was not delivered, and its channel was removed meanwhile.";
    f.advice = "Post it again to another channel.";
    return f;
}

} // namespace

void delivery_table::insert(const post& of, const post_delivery& d, std::size_t position)
{
    session_.execute(
        "INSERT INTO outbox_deliveries (id, post, position, owner, created_at, channel, channel_name, connector,"
        " state, due_since, due_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?5)",
        {d.id, of.id, column(position), of.owner, column(of.created_at), d.channel, d.channel_name, d.connector,
         column(d.state), column(d.due_at)});
}

std::map<std::string, std::vector<post_delivery>> delivery_table::of_posts(const std::vector<std::string>& posts) const
{
    std::map<std::string, std::vector<post_delivery>> found;
    for (const auto& row : session_.query("SELECT " MULTIPOST_SQL_DELIVERY_COLUMNS " FROM outbox_deliveries"
                                          " WHERE post IN (SELECT value FROM json_each(?)) ORDER BY post, position",
                                          {column(posts)}))
        found[row.text(1)].push_back(delivery_in(row));
    return found;
}

std::optional<post_delivery> delivery_table::find(const owner_scope& scope, std::string_view id) const
{
    const auto rows = session_.query("SELECT " MULTIPOST_SQL_DELIVERY_COLUMNS
                                     " FROM outbox_deliveries WHERE id = ?1 AND (?2 IS NULL OR owner = ?2)",
                                     {column(id), owner_of(scope)});
    if (rows.empty()) return std::nullopt;
    return delivery_in(rows[0]);
}

std::map<std::string, std::vector<delivery_attempt>> delivery_table::attempts_of(std::string_view post) const
{
    std::map<std::string, std::vector<delivery_attempt>> found;
    for (const auto& row :
         session_.query("SELECT a.delivery, a.number, a.started_at, a.ended_at, a.state, a.failure, a.elapsed_ms"
                        " FROM outbox_deliveries d JOIN outbox_attempts a ON a.delivery = d.id"
                        " WHERE d.post = ? ORDER BY a.delivery, a.number",
                        {column(post)}))
    {
        delivery_attempt a;
        a.number = number_in(row, 1);
        a.started_at = time_in(row, 2);
        a.ended_at = optional_time_in(row, 3);
        a.state = delivery_state_in(row, 4);
        a.failure = failure_in(row, 5);
        a.elapsed = std::chrono::milliseconds(row.integer(6));
        found[row.text(0)].push_back(std::move(a));
    }
    return found;
}

std::size_t delivery_table::pending_of(std::string_view owner) const
{
    // By the owner's channels: the index over what is pending is theirs.
    const auto rows =
        session_.query("SELECT count(*) FROM outbox_channels c JOIN outbox_deliveries d ON d.channel = c.id"
                       " WHERE c.owner = ? AND d.state IN " MULTIPOST_SQL_PENDING,
                       {column(owner)});
    return static_cast<std::size_t>(rows[0].integer(0));
}

std::size_t delivery_table::retry_failed(std::string_view post, wall_time now)
{
    return session_.execute(
        "UPDATE outbox_deliveries SET state = 'queued', failure = NULL, updated_at = ?1," MULTIPOST_SQL_DUE_AGAIN
        " WHERE post = ?2 AND state IN ('failed', 'missed') AND " MULTIPOST_SQL_CHANNEL_EXISTS,
        {column(now), column(post)});
}

std::size_t delivery_table::cancel_post(std::string_view post, wall_time now)
{
    return session_.execute("UPDATE outbox_deliveries SET updated_at = ?2,"
                            " state = iif(exposure = 'nothing', 'cancelled', 'unconfirmed')"
                            " WHERE post = ?1 AND state IN ('scheduled', 'queued', 'waiting')",
                            {column(post), column(now)});
}

std::size_t delivery_table::restore_post(std::string_view post, wall_time due_at, wall_time now)
{
    return session_.execute("UPDATE outbox_deliveries SET state = 'scheduled', failure = NULL, updated_at = ?3,"
                            " due_since = ?2, due_at = ?2, tries = 0, rate_limited = 0, interruptions = 0,"
                            " first_attempt_at = NULL"
                            " WHERE post = ?1 AND state = 'cancelled' AND " MULTIPOST_SQL_CHANNEL_IS_WHERE_IT_WAS,
                            {column(post), column(due_at), column(now)});
}

void delivery_table::note_change(std::string_view post, wall_time now)
{
    session_.execute("UPDATE outbox_deliveries SET updated_at = ?2 WHERE post = ?1 AND state IN " MULTIPOST_SQL_PENDING,
                     {column(post), column(now)});
}

void delivery_table::move_post(std::string_view post, delivery_state to, wall_time due_at, wall_time now)
{
    session_.execute("UPDATE outbox_deliveries SET state = ?2, due_since = ?3, due_at = ?3, updated_at = ?4"
                     " WHERE post = ?1 AND state IN ('scheduled', 'queued') AND attempt = 0",
                     {column(post), column(to), column(due_at), column(now)});
}

void delivery_table::keep_only(std::string_view post, const std::vector<std::string>& channels, wall_time now)
{
    session_.execute("DELETE FROM outbox_deliveries WHERE post = ?1 AND attempt = 0"
                     " AND channel NOT IN (SELECT value FROM json_each(?2))",
                     {column(post), column(channels)});
    // No two may have one position, not even in between: first all become negative.
    session_.execute("UPDATE outbox_deliveries SET updated_at = ?3,"
                     " position = (SELECT -1 - key FROM json_each(?2) WHERE value = channel) WHERE post = ?1",
                     {column(post), column(channels), column(now)});
    session_.execute("UPDATE outbox_deliveries SET position = -1 - position WHERE post = ?1", {column(post)});
}

bool delivery_table::settle_delivered(const owner_scope& scope, std::string_view id, wall_time now)
{
    return session_.execute("UPDATE outbox_deliveries SET state = 'delivered', failure = NULL, exposure = 'nothing',"
                            " checkpoint = NULL, updated_at = ?1"
                            " WHERE id = ?2 AND state = 'unconfirmed' AND (?3 IS NULL OR owner = ?3)",
                            {column(now), column(id), owner_of(scope)}) == 1;
}

bool delivery_table::settle_not_delivered(const owner_scope& scope, std::string_view id, wall_time now)
{
    return session_.execute("UPDATE outbox_deliveries SET"
                            " state = iif(" MULTIPOST_SQL_CHANNEL_EXISTS ", 'queued', 'failed'),"
                            " failure = iif(" MULTIPOST_SQL_CHANNEL_EXISTS ", NULL, ?4),"
                            " exposure = iif(checkpoint IS NOT NULL AND " MULTIPOST_SQL_CHANNEL_IS_WHERE_IT_WAS
                            ", 'parts', 'nothing'), updated_at = ?1," MULTIPOST_SQL_DUE_AGAIN
                            " WHERE id = ?2 AND state = 'unconfirmed' AND (?3 IS NULL OR owner = ?3)",
                            {column(now), column(id), owner_of(scope), column(std::optional(channel_is_gone()))}) == 1;
}

std::size_t delivery_table::cancel_channel(std::string_view channel, wall_time now)
{
    std::size_t cancelled = 0;
    for (const auto& row : session_.query("UPDATE outbox_deliveries SET updated_at = ?2,"
                                          " state = iif(exposure = 'nothing', 'cancelled', 'unconfirmed')"
                                          " WHERE channel = ?1 AND state IN " MULTIPOST_SQL_PENDING
                                          " AND state <> 'sending' RETURNING state",
                                          {column(channel), column(now)}))
        if (row.text(0) == to_string(delivery_state::cancelled)) ++cancelled;
    return cancelled;
}

void delivery_table::move_channel(std::string_view channel, std::string_view connector, wall_time now)
{
    session_.execute("UPDATE outbox_deliveries SET connector = ?2, checkpoint = NULL, updated_at = ?3,"
                     " state = iif(exposure = 'nothing', state, 'unconfirmed')"
                     " WHERE channel = ?1 AND state IN " MULTIPOST_SQL_PENDING
                     " AND state <> 'sending' AND connector <> ?2",
                     {column(channel), column(connector), column(now)});
}

outbox_counts delivery_table::counts(wall_time now) const
{
    outbox_counts out;
    for (const auto& row : session_.query("SELECT state, deliveries FROM outbox_counts WHERE deliveries > 0"))
        out.deliveries.emplace(delivery_state_in(row, 0), static_cast<std::size_t>(row.integer(1)));
    // The first of each channel is its oldest.
    const auto oldest =
        session_.query("SELECT min(d.due_at) FROM outbox_turns t JOIN outbox_deliveries d ON d.id = t.delivery"
                       " WHERE t.due_at <= ?",
                       {column(now)});
    out.oldest_due = optional_time_in(oldest[0], 0);
    return out;
}

} // namespace multipost
