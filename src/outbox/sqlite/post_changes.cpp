// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/post_changes.hpp"

#include "outbox/search_text.hpp"
#include "outbox/sqlite/columns.hpp"
#include "outbox/sqlite/delivery_table.hpp"
#include "outbox/sqlite/post_table.hpp"
#include "outbox/store_exception.hpp"

#include <algorithm>
#include <utility>

namespace multipost {

namespace {

[[noreturn]] void refuse(errc code, std::string what) { throw store_exception({code, std::move(what)}); }

[[noreturn]] void refuse_changed()
{
    refuse(errc::changed_meanwhile, "The post was changed meanwhile. Look at it again before you change it.");
}

post find_or_refuse(sqlite_session& session, const owner_scope& scope, const std::string& id)
{
    auto found = post_table(session).find(scope, id);
    if (!found) refuse(errc::not_found, "There is no post \"" + id + "\".");
    return *std::move(found);
}

/// The post, of the revision its user saw.
post find_as_seen(sqlite_session& session, const owner_scope& scope, const std::string& id,
                  std::optional<std::int64_t> revision)
{
    auto found = find_or_refuse(session, scope, id);
    if (revision && *revision != found.revision) refuse_changed();
    return found;
}

void count_revision(sqlite_session& session, const std::string& id)
{
    session.execute("UPDATE outbox_posts SET revision = revision + 1 WHERE id = ?", {id});
}

std::size_t how_many_are_cancelled(const post& p)
{
    const auto is_cancelled = [](const post_delivery& d) { return d.state == delivery_state::cancelled; };
    return static_cast<std::size_t>(std::ranges::count_if(p.deliveries, is_cancelled));
}

/// What a schedule means by the rules as they are now; what it meant, when they have forgotten its zone.
post_schedule planned_anew(post_schedule when)
{
    if (const auto planned = plan(when.asked)) when.instant = planned->instant;
    return when;
}

bool has_begun(const post_delivery& d)
{
    return d.attempts != 0 || (d.state != delivery_state::scheduled && d.state != delivery_state::queued &&
                               d.state != delivery_state::cancelled);
}

void refuse_if_too_late(const post& p)
{
    const auto& all = p.deliveries;
    if (std::any_of(all.begin(), all.end(), has_begun))
        refuse(errc::too_late, "It is too late to change the post: it is being sent, or was.");
    if (std::all_of(all.begin(), all.end(), [](const auto& d) { return d.state == delivery_state::cancelled; }))
        refuse(errc::too_late, "The post is cancelled. Restore it to change it.");
}

bool goes_to(const post& p, const std::string& channel)
{
    return std::ranges::find(p.deliveries, channel, &post_delivery::channel) != p.deliveries.end();
}

std::size_t how_many_are_new(const post& before, const std::vector<std::string>& channels)
{
    const auto is_new = [&](const std::string& channel) { return !goes_to(before, channel); };
    return static_cast<std::size_t>(std::ranges::count_if(channels, is_new));
}

/// Those that it is still to go to: a channel that was removed meanwhile does not keep the rest from being changed.
std::vector<std::string> channels_left(const post& p)
{
    std::vector<std::string> out;
    for (const auto& d : p.deliveries)
        if (d.state != delivery_state::cancelled) out.push_back(d.channel);
    return out;
}

/// The post's own words and time. One statement that names the revision it expects.
void write(sqlite_session& session, const wanted_post& wanted)
{
    const auto& p = wanted.post;
    const auto changed =
        session.execute("UPDATE outbox_posts SET text = ?, title = ?, link = ?, search = ?, revision = revision + 1"
                        " WHERE id = ? AND revision = ?",
                        {p.text, p.title, p.link, search_text(p.text + "\n" + p.title), wanted.id, wanted.revision});
    if (changed == 0) refuse_changed();
}

} // namespace

wanted_post with_change(sqlite_session& session, const owner_scope& scope, const std::string& id,
                        const post_change& change)
{
    const auto now = find_as_seen(session, scope, id, change.revision);
    refuse_if_too_late(now);
    wanted_post wanted;
    wanted.id = now.id;
    wanted.revision = now.revision;
    wanted.rearranges = change.channels.has_value();
    wanted.moves = change.at_once || change.when;
    auto& p = wanted.post;
    p.owner = now.owner;
    p.text = change.text.value_or(now.text);
    p.title = change.title.value_or(now.title);
    p.link = change.link.value_or(now.link);
    p.channels = change.channels.value_or(channels_left(now));
    if (!change.at_once && change.when) p.when = *change.when;
    return wanted;
}

std::variant<accepted_post, verdicts_needed> change_post(sqlite_session& session, const wanted_post& wanted,
                                                         const std::optional<planned_time>& planned,
                                                         const connector_verdicts& verdicts,
                                                         const outbox_options& options, id_source& ids, wall_time now)
{
    const auto& p = wanted.post;
    const auto scope = owner_scope::of(p.owner);
    const auto before = find_as_seen(session, scope, wanted.id, wanted.revision);
    refuse_if_too_late(before);
    if (planned) check_time(*planned, options.max_days_ahead, now);

    auto found = look_at_channels(session, p, verdicts);
    if (!found.needed.connectors.empty()) return std::move(found.needed);
    accepted_post out;
    out.planned = planned;
    out.refusals = std::move(found.refusals);
    if (!out.refusals.empty()) return out;

    write(session, wanted);
    delivery_table deliveries(session);
    deliveries.note_change(wanted.id, now);
    if (wanted.rearranges) deliveries.keep_only(wanted.id, p.channels, now);
    auto when = before.when;
    if (wanted.moves)
    {
        when = planned ? std::optional(post_schedule{*p.when, planned->instant}) : std::nullopt;
        post_table(session).set_schedule(wanted.id, when);
        deliveries.move_post(wanted.id, when ? delivery_state::scheduled : delivery_state::queued,
                             when ? when->instant : now, now);
    }
    check_room(session, p.owner, how_many_are_new(before, p.channels), options.max_pending_per_owner);
    auto as_new = before;
    as_new.when = when;
    for (std::size_t position = 0; position != p.channels.size(); ++position)
    {
        const auto& channel = p.channels[position];
        if (goes_to(before, channel)) continue;
        auto d = new_delivery(before, channel, found.channels.find(channel)->second, ids.next(now));
        d.state = when ? delivery_state::scheduled : delivery_state::queued;
        d.due_at = when ? when->instant : now;
        deliveries.insert(as_new, d, position);
    }
    out.accepted = find_or_refuse(session, scope, wanted.id);
    return out;
}

post cancel_post(sqlite_session& session, const owner_scope& scope, const std::string& id,
                 std::optional<std::int64_t> revision, wall_time now)
{
    static_cast<void>(find_as_seen(session, scope, id, revision));
    if (delivery_table(session).cancel_post(id, now) == 0)
        refuse(errc::too_late,
               "It is too late to cancel the post: it is being sent, or nothing of it is left to send.");
    count_revision(session, id);
    return find_or_refuse(session, scope, id);
}

post restore_post(sqlite_session& session, const owner_scope& scope, const std::string& id,
                  std::optional<std::int64_t> revision, const outbox_options& options, wall_time now)
{
    const auto before = find_as_seen(session, scope, id, revision);
    if (!before.when)
        refuse(errc::too_late, "The post had no time that could still come, so it cannot be restored. Write it again.");
    const auto when = planned_anew(*before.when);
    if (when.instant <= now)
        refuse(errc::too_late, "The post's time has passed, so it cannot be restored. Write it again.");
    check_room(session, before.owner, how_many_are_cancelled(before), options.max_pending_per_owner);
    post_table(session).set_schedule(id, when);
    if (delivery_table(session).restore_post(id, when.instant, now) == 0)
        refuse(errc::too_late,
               "None of the post's deliveries can be restored: only those that were cancelled can, while "
               "their channel exists.");
    count_revision(session, id);
    return find_or_refuse(session, scope, id);
}

std::size_t plan_again(sqlite_session& session, wall_time now)
{
    std::size_t moved = 0;
    for (const auto& row : session.query("SELECT p.id, p.scheduled_at, p.zone, p.due_at FROM outbox_posts p"
                                         " WHERE p.zone <> '' AND p.id IN (SELECT d.post FROM outbox_deliveries d"
                                         " WHERE d.state = 'scheduled')"))
    {
        const auto planned = plan({row.text(1), row.text(2), {}});
        if (!planned || planned->instant == time_in(row, 3)) continue;
        session.execute("UPDATE outbox_posts SET due_at = ? WHERE id = ?", {column(planned->instant), row.text(0)});
        delivery_table(session).move_post(row.text(0), delivery_state::scheduled, planned->instant, now);
        ++moved;
    }
    return moved;
}

} // namespace multipost
