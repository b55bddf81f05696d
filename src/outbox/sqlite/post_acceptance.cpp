// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/post_acceptance.hpp"

#include "outbox/request_hash.hpp"
#include "outbox/sqlite/columns.hpp"
#include "outbox/sqlite/delivery_table.hpp"
#include "outbox/sqlite/post_table.hpp"
#include "outbox/store_exception.hpp"

#include <map>
#include <optional>
#include <utility>

namespace multipost {

namespace {

/// The post's channels, by id. One that is not the owner's is missing.
std::map<std::string, destination, std::less<>> destinations_of(sqlite_session& session, const new_post& p)
{
    std::map<std::string, destination, std::less<>> found;
    for (const auto& row : session.query("SELECT id, name, connector, state, problem FROM outbox_channels"
                                         " WHERE id IN (SELECT value FROM json_each(?)) AND owner = ?",
                                         {column(p.channels), p.owner}))
        found.emplace(row.text(0), destination{row.text(1), row.text(2), channel_state_in(row, 3), failure_in(row, 4)});
    for (const auto& id : p.channels)
        if (!found.contains(id)) throw store_exception({errc::not_found, "There is no channel \"" + id + "\"."});
    return found;
}

std::optional<failure> why_unusable(const destination& to)
{
    if (to.state == channel_state::active) return std::nullopt;
    if (to.state == channel_state::needs_attention && to.problem) return to.problem;
    failure paused;
    paused.kind = failure_class::channel_dead;
    paused.code = "channel_paused";
    paused.what = "The channel \"" + to.name + "\" is paused.";
    paused.advice = "Make it active again, or leave it out.";
    return paused;
}

/// What the key was used for; nothing: it is new.
std::optional<accepted_post> accepted_before(sqlite_session& session, const new_post& p)
{
    if (p.idempotency_key.empty()) return std::nullopt;
    const post_table posts(session);
    const auto used = posts.find_key(p.owner, p.idempotency_key);
    if (!used) return std::nullopt;
    if (used->request_hash != request_hash(p))
        throw store_exception({errc::idempotency_key_reused,
                               "The idempotency key was used for another post. Use a new key for a new post."});
    auto found = posts.find(owner_scope::of(p.owner), used->id);
    if (!found) throw store_exception({errc::not_found, "The post of this idempotency key is gone."});
    const bool is_unchanged = found->revision == 1;
    return accepted_post{is_unchanged ? as_accepted(*std::move(found)) : *std::move(found), true, {}};
}

void check_day(sqlite_session& session, const new_post& p, wall_time now)
{
    if (p.max_per_day &&
        post_table(session).has_accepted(p.owner, *p.max_per_day, std::chrono::floor<std::chrono::days>(now)))
        throw store_exception({errc::daily_limit_reached, "There may be at most " + std::to_string(*p.max_per_day) +
                                                              " posts a day. The next day begins at midnight UTC."});
}

} // namespace

destinations look_at_channels(sqlite_session& session, const new_post& p, const connector_verdicts& verdicts)
{
    destinations out{destinations_of(session, p), {}, {}};
    for (const auto& id : p.channels)
    {
        const auto& to = out.channels.find(id)->second;
        if (auto unusable = p.only_if_usable ? why_unusable(to) : std::nullopt)
        {
            out.refusals.push_back({id, *std::move(unusable)});
            continue;
        }
        const auto verdict = verdicts.find(to.connector);
        if (verdict == verdicts.end())
            out.needed.connectors.push_back(to.connector);
        else if (const auto& v = verdict->second; v.problem)
            out.refusals.push_back({id, *v.problem, v.length, v.limit});
    }
    return out;
}

post_delivery new_delivery(const post& of, const std::string& channel, const destination& to, std::string id)
{
    post_delivery d;
    d.id = std::move(id);
    d.post = of.id;
    d.channel = channel;
    d.channel_name = to.name;
    d.connector = to.connector;
    return d;
}

void check_room(sqlite_session& session, const std::string& owner, std::size_t more, std::size_t max_pending)
{
    if (delivery_table(session).pending_of(owner) + more > max_pending)
        throw store_exception({errc::limit_reached, "There may be at most " + std::to_string(max_pending) +
                                                        " deliveries on their way. Wait until some have arrived."});
}

std::variant<accepted_post, verdicts_needed> accept_post(sqlite_session& session, const new_post& p,
                                                         const std::optional<planned_time>& planned,
                                                         const connector_verdicts& verdicts,
                                                         const outbox_options& options, id_source& ids, wall_time now)
{
    if (auto before = accepted_before(session, p)) return *std::move(before);
    if (planned) check_time(*planned, options.max_days_ahead, now);

    auto found = look_at_channels(session, p, verdicts);
    if (!found.needed.connectors.empty()) return std::move(found.needed);
    accepted_post out;
    out.planned = planned;
    out.refusals = std::move(found.refusals);
    if (!out.refusals.empty()) return out;
    check_day(session, p, now);
    check_room(session, p.owner, p.channels.size(), options.max_pending_per_owner);

    auto& accepted = out.accepted;
    accepted.id = ids.next(now);
    accepted.owner = p.owner;
    accepted.text = p.text;
    accepted.title = p.title;
    accepted.link = p.link;
    accepted.created_at = now;
    if (planned) accepted.when = {*p.when, planned->instant};
    for (const auto& id : p.channels)
        accepted.deliveries.push_back(new_delivery(accepted, id, found.channels.find(id)->second, ids.next(now)));
    accepted = as_accepted(std::move(accepted));
    post_table(session).insert(accepted, p.idempotency_key,
                               p.idempotency_key.empty() ? std::string() : request_hash(p));
    return out;
}

} // namespace multipost
