// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/channel_table.hpp"

#include "outbox/sealed_columns.hpp"
#include "outbox/settings_codec.hpp"
#include "outbox/settings_merge.hpp"
#include "outbox/sqlite/columns.hpp"

namespace multipost {

namespace {

// The scope's owner is a parameter; NULL is everyone.
#define MULTIPOST_SQL_IN_SCOPE "(?1 IS NULL OR owner = ?1)"
#define MULTIPOST_SQL_CHANNEL_COLUMNS                                                                                  \
    "id, owner, name, connector, hint, settings, state, problem, problem_at, revision, created_at, updated_at,"        \
    " last_delivered_at, (SELECT count(*) FROM outbox_deliveries d"                                                    \
    " WHERE d.channel = outbox_channels.id AND d.state IN " MULTIPOST_SQL_PENDING ")"
// Which channel a change is for: id ?1, owner or NULL ?2, revision or NULL ?3.
#define MULTIPOST_SQL_AT_REVISION " WHERE id = ?1 AND (?2 IS NULL OR owner = ?2) AND (?3 IS NULL OR revision = ?3)"

sqlite_value owner_of(const owner_scope& scope) { return scope.owner() ? column(*scope.owner()) : sqlite_value(); }
sqlite_value revision_of(const channel_at& at) { return at.revision ? sqlite_value(*at.revision) : sqlite_value(); }

stored_channel channel_in(const sqlite_row& row)
{
    stored_channel c;
    c.id = row.text(0);
    c.owner = row.text(1);
    c.name = row.text(2);
    c.connector = row.text(3);
    c.hint = row.text(4);
    c.settings = texts_in(row, 5);
    c.state = channel_state_in(row, 6);
    if (auto problem = failure_in(row, 7); problem && c.state == channel_state::needs_attention)
        c.problem = channel_problem{*std::move(problem), time_in(row, 8)};
    c.revision = row.integer(9);
    c.created_at = time_in(row, 10);
    c.updated_at = time_in(row, 11);
    c.last_delivered_at = optional_time_in(row, 12);
    c.pending = static_cast<std::size_t>(row.integer(13));
    return c;
}

} // namespace

std::string channel_table::seal(std::string_view id, const channel_settings& all) const
{
    return keys_.seal(channel_secrets(id), encode_settings(all).reveal());
}

result<channel_settings> open_settings(const key_ring& keys, std::string_view channel, std::string_view sealed)
{
    const auto opened = keys.open(channel_secrets(channel), sealed);
    if (!opened) return opened.error();
    auto settings = decode_settings(opened->reveal());
    if (!settings)
        return error{errc::store_failed,
                     "The settings of channel " + std::string(channel) + " cannot be read. Enter them again."};
    return *std::move(settings);
}

void channel_table::insert(std::string_view id, std::string_view owner, std::string_view name,
                           const settings_columns& settings, wall_time now)
{
    session_.execute(
        "INSERT INTO outbox_channels (id, owner, name, connector, hint, settings, sealed, created_at, updated_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
        {column(id), column(owner), column(name), settings.connector, settings.hint, column(settings.shown),
         sqlite_blob{seal(id, settings.all)}, column(now)});
}

std::optional<stored_channel> channel_table::find(const owner_scope& scope, std::string_view id) const
{
    const auto rows = session_.query("SELECT " MULTIPOST_SQL_CHANNEL_COLUMNS
                                     " FROM outbox_channels WHERE " MULTIPOST_SQL_IN_SCOPE " AND id = ?2",
                                     {owner_of(scope), column(id)});
    if (rows.empty()) return std::nullopt;
    return channel_in(rows[0]);
}

std::vector<stored_channel> channel_table::list(const owner_scope& scope) const
{
    std::vector<stored_channel> channels;
    const auto rows = scope.owner() ? session_.query("SELECT " MULTIPOST_SQL_CHANNEL_COLUMNS
                                                     " FROM outbox_channels WHERE owner = ? ORDER BY name, id",
                                                     {*scope.owner()})
                                    : session_.query("SELECT " MULTIPOST_SQL_CHANNEL_COLUMNS
                                                     " FROM outbox_channels ORDER BY name, id");
    channels.reserve(rows.size());
    for (const auto& row : rows) channels.push_back(channel_in(row));
    return channels;
}

std::size_t channel_table::count(std::string_view owner) const
{
    return static_cast<std::size_t>(
        session_.query("SELECT count(*) FROM outbox_channels WHERE owner = ?", {column(owner)})[0].integer(0));
}

std::optional<result<channel>> channel_table::open(const owner_scope& scope, std::string_view id) const
{
    const auto rows = session_.query("SELECT connector, name, sealed FROM outbox_channels WHERE " MULTIPOST_SQL_IN_SCOPE
                                     " AND id = ?2",
                                     {owner_of(scope), column(id)});
    if (rows.empty()) return std::nullopt;
    auto settings = open_settings(keys_, id, rows[0].blob(2));
    if (!settings) return settings.error();
    return channel{rows[0].text(0), *std::move(settings), rows[0].text(1)};
}

bool channel_table::change(const channel_at& at, const channel_columns& wanted, wall_time now)
{
    const auto& [name, settings, state, leads_elsewhere] = wanted;
    const sqlite_value none;
    return session_.execute(
               "UPDATE outbox_channels SET name = coalesce(?4, name), connector = coalesce(?5, connector),"
               " hint = coalesce(?6, hint), settings = coalesce(?7, settings), sealed = coalesce(?8, sealed),"
               " state = CASE WHEN ?9 IS NOT NULL THEN ?9 WHEN ?8 IS NOT NULL AND state <> 'paused' THEN 'active' ELSE "
               "state END,"
               " problem = iif(?8 IS NULL AND ?9 IS NULL, problem, NULL),"
               " problem_at = iif(?8 IS NULL AND ?9 IS NULL, problem_at, NULL),"
               " free_at = iif(?8 IS NULL, free_at, 0), place = place + ?11, revision = revision + 1, updated_at = "
               "?10" MULTIPOST_SQL_AT_REVISION,
               {at.id, owner_of(at.scope), revision_of(at), name ? column(*name) : none,
                settings ? column(settings->connector) : none, settings ? column(settings->hint) : none,
                settings ? column(settings->shown) : none,
                settings ? sqlite_value(sqlite_blob{seal(at.id, settings->all)}) : none, state ? column(*state) : none,
                column(now), column(std::size_t{leads_elsewhere})}) == 1;
}

bool channel_table::note_problem(const channel_at& at, const std::optional<failure>& problem, wall_time now)
{
    return session_.execute("UPDATE outbox_channels SET problem = ?4, problem_at = iif(?4 IS NULL, NULL, ?5),"
                            " state = CASE WHEN state = 'paused' THEN 'paused' WHEN ?4 IS NULL THEN 'active' ELSE "
                            "'needs_attention' END,"
                            " updated_at = ?5" MULTIPOST_SQL_AT_REVISION,
                            {at.id, owner_of(at.scope), revision_of(at), column(problem), column(now)}) == 1;
}

bool channel_table::merge_settings(std::string_view id, const channel& from, const channel_settings& changed,
                                   wall_time now)
{
    auto stored = open(owner_scope::everyone(), id);
    if (!stored || !*stored || (*stored)->connector != from.connector) return false;
    const auto all = with_networks_change(std::move((*stored)->settings), from.settings, changed);
    if (!all) return false;
    return session_.execute("UPDATE outbox_channels SET sealed = ?2, updated_at = ?3 WHERE id = ?1",
                            {column(id), sqlite_blob{seal(id, *all)}, column(now)}) == 1;
}

void channel_table::rest(std::string_view id, wall_time until)
{
    session_.execute("UPDATE outbox_channels SET free_at = ?2 WHERE id = ?1 AND free_at < ?2",
                     {column(id), column(until)});
}

bool channel_table::remove(const owner_scope& scope, std::string_view id)
{
    return session_.execute("DELETE FROM outbox_channels WHERE " MULTIPOST_SQL_IN_SCOPE " AND id = ?2",
                            {owner_of(scope), column(id)}) == 1;
}

} // namespace multipost
