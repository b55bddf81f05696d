// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/worker_session.hpp"

#include "outbox/sealed_columns.hpp"
#include "outbox/sqlite/channel_table.hpp"
#include "outbox/sqlite/columns.hpp"

#include <utility>

namespace multipost {

namespace {

// Its user may have seen to it, paused or removed it since.
#define MULTIPOST_SQL_CHANNEL_IS_AS_CLAIMED(revision, state)                                                           \
    "EXISTS (SELECT 1 FROM outbox_channels c WHERE c.id = outbox_deliveries.channel"                                   \
    " AND c.revision = " revision " AND c.state = " state ")"

// Its user may have changed, cancelled or restored the post.
#define MULTIPOST_SQL_POST_IS_AS_CLAIMED(revision)                                                                     \
    "EXISTS (SELECT 1 FROM outbox_posts p WHERE p.id = outbox_deliveries.post AND p.revision = " revision ")"

bool is_tried_again(delivery_state s) { return s == delivery_state::waiting || s == delivery_state::queued; }

failure unreadable(std::string_view what, std::string_view advice)
{
    failure f;
    f.kind = failure_class::auth;
    f.code = "secrets_unreadable";
    f.what.append(what).append(" cannot be opened: it was changed or moved in the database.");
    f.advice = advice;
    return f;
}

failure moved()
{
    failure f;
    f.kind = failure_class::unconfirmed;
    f.code = "channel_moved";
    f.what = "The channel leads elsewhere since this was begun.";
    f.advice = "Look where it led to before sending again.";
    return f;
}

} // namespace

claim_result worker_session::claim(wall_time now, std::size_t limit, const std::vector<std::string>& busy_channels)
{
    claim_result out;
    // CROSS JOIN: the turns lead, so that no more is read than is taken.
    for (const auto& row : session_.query(
             "SELECT d.id, d.post, p.text, p.title, p.link, p.created_at, d.state, d.attempt, d.tries, d.rate_limited,"
             " d.interruptions, d.exposure, d.checkpoint, d.first_attempt_at, d.failure, d.due_since, d.due_at,"
             " c.id, c.name, c.revision, c.state, c.problem, c.connector, c.sealed, d.connector, d.owner,"
             " d.place <> c.place, p.revision, p.send_within, p.due_at"
             " FROM outbox_turns t CROSS JOIN outbox_deliveries d ON d.id = t.delivery"
             " CROSS JOIN outbox_posts p ON p.id = d.post CROSS JOIN outbox_channels c ON c.id = t.channel"
             " WHERE t.due_at <= ?1 AND t.channel NOT IN (SELECT value FROM json_each(?2))"
             " ORDER BY t.due_at, t.channel LIMIT ?3",
             {column(now), column(busy_channels), column(limit)}))
        out.due.push_back(claimed_in(row));
    const auto next = session_.query("SELECT min(due_at) FROM outbox_turns WHERE due_at > ?", {column(now)});
    out.next_due = optional_time_in(next[0], 0);
    return out;
}

claimed_delivery worker_session::claimed_in(const sqlite_row& row) const
{
    claimed_delivery c;
    c.id = row.text(0);
    c.post = row.text(1);
    c.owner = row.text(25);
    c.text = row.text(2);
    c.title = row.text(3);
    c.link = row.text(4);
    c.created_at = time_in(row, 5);
    c.state = delivery_state_in(row, 6);
    c.last_attempt = number_in(row, 7);
    c.tries = number_in(row, 8);
    c.rate_limited = number_in(row, 9);
    c.interruptions = number_in(row, 10);
    c.left = exposure_in(row, 11);
    c.first_attempt_at = optional_time_in(row, 13);
    c.last_failure = failure_in(row, 14);
    c.due_since = time_in(row, 15);
    c.due_at = time_in(row, 16);
    c.post_revision = row.integer(27);
    if (!row.is_null(28)) c.send_within = std::chrono::seconds(row.integer(28));
    c.planned_for = optional_time_in(row, 29);
    c.channel_id = row.text(17);
    c.channel_name = row.text(18);
    c.channel_revision = row.integer(19);
    c.where = channel_state_in(row, 20);
    c.obstacle = failure_in(row, 21);
    c.to.connector = row.text(22);
    c.to.label = c.channel_name;
    if (!c.obstacle) open_secrets(row, c);
    return c;
}

void worker_session::open_secrets(const sqlite_row& row, claimed_delivery& c) const
{
    auto settings = open_settings(keys_, c.channel_id, row.blob(23));
    if (!settings)
    {
        c.obstacle = unreadable("What is stored of the channel's settings", "Enter the channel's settings again.");
        return;
    }
    c.to.settings = *std::move(settings);
    if (row.text(24) != c.to.connector)
    {
        // No network knows what another one has been told.
        if (c.left != exposure::nothing) c.obstacle = moved();
        return;
    }
    // Nor another account of the same one. What a checkpoint knows to be there is not repeated.
    if (row.integer(26) != 0 && (c.left == exposure::recognised || c.left == exposure::doubtful))
    {
        c.obstacle = moved();
        return;
    }
    if (row.is_null(12)) return;
    const auto checkpoint = keys_.open(delivery_checkpoint(c.id), row.blob(12));
    if (checkpoint)
        c.checkpoint = checkpoint->reveal();
    else
        c.obstacle =
            unreadable("What is stored of how far the delivery got", "Look at the channel before sending again.");
}

std::optional<unsigned> worker_session::begin_attempt(const claimed_delivery& claimed, exposure if_interrupted,
                                                      wall_time now)
{
    const auto begun =
        session_.query("UPDATE outbox_deliveries SET state = 'sending', attempt = attempt + 1, exposure = ?5,"
                       " first_attempt_at = coalesce(first_attempt_at, ?4), updated_at = ?4,"
                       " checkpoint = iif(connector = ?8, checkpoint, NULL), connector = ?8,"
                       " place = (SELECT c.place FROM outbox_channels c WHERE c.id = outbox_deliveries.channel)"
                       " WHERE id = ?1 AND state = ?2 AND attempt = ?3"
                       " AND " MULTIPOST_SQL_CHANNEL_IS_AS_CLAIMED("?6", "?7") " AND " MULTIPOST_SQL_POST_IS_AS_CLAIMED(
                           "?9") " RETURNING attempt",
                       {claimed.id, column(claimed.state), column(std::size_t{claimed.last_attempt}), column(now),
                        column(if_interrupted), claimed.channel_revision, column(claimed.where), claimed.to.connector,
                        claimed.post_revision});
    if (begun.empty()) return std::nullopt;
    session_.execute("INSERT INTO outbox_attempts (delivery, number, started_at, state) VALUES (?, ?, ?, 'sending')",
                     {claimed.id, begun[0].integer(0), column(now)});
    return number_in(begun[0], 0);
}

bool worker_session::note_exposure(std::string_view delivery, unsigned attempt, exposure if_interrupted)
{
    return session_.execute(
               "UPDATE outbox_deliveries SET exposure = ? WHERE id = ? AND state = 'sending' AND attempt = ?",
               {column(if_interrupted), column(delivery), column(std::size_t{attempt})}) == 1;
}

bool worker_session::store_checkpoint(std::string_view delivery, unsigned attempt, std::string_view state,
                                      exposure if_interrupted)
{
    return session_.execute("UPDATE outbox_deliveries SET exposure = ?, checkpoint = ?"
                            " WHERE id = ? AND state = 'sending' AND attempt = ?",
                            {column(if_interrupted), sqlite_blob{keys_.seal(delivery_checkpoint(delivery), state)},
                             column(delivery), column(std::size_t{attempt})}) == 1;
}

bool worker_session::end_attempt(std::string_view delivery, unsigned attempt, const delivery_ending& ending,
                                 wall_time now)
{
    const auto& e = ending;
    const auto due_at = is_tried_again(e.state) ? column(e.due_at) : sqlite_value();
    const auto ended =
        session_.query("UPDATE outbox_deliveries SET"
                       " state = CASE WHEN ?4 IS NULL"
                       " OR EXISTS (SELECT 1 FROM outbox_channels c WHERE c.id = outbox_deliveries.channel) THEN ?3"
                       " WHEN ?10 = 'nothing' THEN 'cancelled' ELSE 'unconfirmed' END,"
                       " due_at = coalesce(?4, due_at), proof = ?5, remote_id = ?6, permalink = ?7, failure = ?8,"
                       " tries = tries + ?9, exposure = ?10, rate_limited = rate_limited + ?11,"
                       " checkpoint = iif(?3 = 'delivered', NULL, checkpoint), updated_at = ?12"
                       " WHERE id = ?1 AND state = 'sending' AND attempt = ?2 RETURNING state",
                       {column(delivery), column(std::size_t{attempt}), column(e.state), due_at, column(e.proof),
                        e.remote_id, e.permalink, column(e.failure), column(std::size_t{e.counts_as_try}),
                        column(e.left), column(std::size_t{e.rate_limited}), column(now)});
    if (ended.empty()) return false;
    session_.execute("UPDATE outbox_attempts SET ended_at = ?, state = ?, failure = ?, elapsed_ms = ?"
                     " WHERE delivery = ? AND number = ?",
                     {column(now), ended[0].text(0), column(e.failure), std::int64_t{e.elapsed.count()},
                      column(delivery), column(std::size_t{attempt})});
    return true;
}

bool worker_session::end_unsent(const claimed_delivery& claimed, const delivery_ending& ending, wall_time now)
{
    return session_.execute("UPDATE outbox_deliveries SET state = ?4, failure = ?5, exposure = ?6, updated_at = ?7"
                            " WHERE id = ?1 AND state = ?2 AND attempt = ?3 AND " MULTIPOST_SQL_CHANNEL_IS_AS_CLAIMED(
                                "?8", "?9") " AND " MULTIPOST_SQL_POST_IS_AS_CLAIMED("?10"),
                            {claimed.id, column(claimed.state), column(std::size_t{claimed.last_attempt}),
                             column(ending.state), column(ending.failure), column(ending.left), column(now),
                             claimed.channel_revision, column(claimed.where), claimed.post_revision}) == 1;
}

bool worker_session::store_settings(std::string_view channel_id, const channel& from, const channel_settings& changed,
                                    wall_time now)
{
    return channel_table(session_, keys_).merge_settings(channel_id, from, changed, now);
}

bool worker_session::note_problem(std::string_view channel_id, std::int64_t revision, const failure& said,
                                  wall_time now)
{
    return channel_table(session_, keys_)
        .note_problem({owner_scope::everyone(), std::string(channel_id), revision}, said, now);
}

void worker_session::follow_clock(const clock_step& step)
{
    const std::int64_t by = step.by.count();
    session_.execute("UPDATE outbox_channels SET free_at = free_at + ? WHERE free_at <> 0", {by});
    // A wait was written when its row was; since when something is due tells by itself whether it is by the clock as it is now.
    // A first attempt is always by the clock as it was, because only workers write it, and they follow first. It becomes no
    // younger: a machine that was stopped and goes on wakes with a clock that is set, too, and the network has not stood still.
    session_.execute("UPDATE outbox_deliveries SET due_at = due_at + iif(updated_at BETWEEN ?2 AND ?3, 0, ?1),"
                     " due_since = due_since + iif(due_since BETWEEN ?2 AND ?3, 0, ?1),"
                     " first_attempt_at = first_attempt_at + min(?1, 0),"
                     " updated_at = updated_at + iif(updated_at BETWEEN ?2 AND ?3, 0, ?1)"
                     " WHERE state IN " MULTIPOST_SQL_PENDING " AND state <> 'scheduled'",
                     {by, column(step.since), column(step.now)});
}

void worker_session::rest_channel(std::string_view channel_id, wall_time until)
{
    channel_table(session_, keys_).rest(channel_id, until);
}

} // namespace multipost
