// SPDX-License-Identifier: BSL-1.0
// Who is logged in, and for how long.
#include "accounts/account_problems.hpp"
#include "accounts/display_name.hpp"
#include "accounts/secret_token.hpp"
#include "accounts/sqlite_accounts.hpp"

#include <algorithm>

namespace webapp {

namespace {

using namespace std::chrono_literals;

/// Noting each use would be a write for each request.
constexpr session_clock::reading touch_interval = 1min;

constexpr session_clock::reading max_device_age = std::chrono::hours(24 * 180);

/// What is known of a session: itself, or that a new password has ended it.
struct found_session
{
    std::optional<known_session> session;
    std::optional<session_clock::note> ended_by_password;
};

known_session known(const account_tables::owned_session& o)
{
    known_session k;
    k.who.role = o.user.role;
    k.who.user_id = o.user.id;
    k.who.email = o.user.email;
    k.who.display_name = o.user.display_name;
    k.who.session_id = o.session.id;
    k.created = o.session.created;
    k.last_used = o.session.last_used;
    return k;
}

} // namespace

bool sqlite_accounts::has_ended(reading created, reading last_used) const
{
    const auto at = now();
    return at - created >= options_.session_age || at - last_used >= options_.session_idle;
}

session_info sqlite_accounts::info(const account_tables::session_row& row, std::string_view current_id) const
{
    session_info i;
    i.id = row.id;
    i.created_at = row.created_at;
    i.last_used_at = row.last_used_at;
    const reading ends = std::min<reading>(row.created + options_.session_age, row.last_used + options_.session_idle);
    // By what the login was at, so that it is the same each time it is asked for.
    i.expires_at = row.created_at + (ends - row.created);
    i.user_agent = row.user_agent;
    i.current = row.id == current_id;
    return i;
}

boost::asio::awaitable<std::optional<identity>> sqlite_accounts::find_session(multipost::secret_string token)
{
    if (token.empty()) co_return std::nullopt;
    const auto digest = token_digest(token.reveal());
    auto session = cache_->find(digest);
    if (!session)
    {
        auto look_up = [digest, cache = cache_](multipost::sqlite_session& s) {
            found_session out;
            if (const auto row = account_tables::session_by_digest(s, digest))
            {
                out.session = known(*row);
                cache->insert(digest, *out.session);
            }
            else
                out.ended_by_password = account_tables::ended_by_password(s, digest);
            return out;
        };
        const auto found = co_await transact(std::move(look_up));
        session = found.session;
        const auto& ended = found.ended_by_password;
        if (ended && now() - ended->at < options_.session_age) throw password_changed(ended->wall);
    }
    if (!session || has_ended(session->created, session->last_used)) co_return std::nullopt;

    if (const auto n = note(); n.at - session->last_used >= touch_interval)
    {
        cache_->touch(digest, n.at);
        // Nobody waits for it: should it be lost, the session ends a little earlier.
        auto touch = [digest, n](multipost::sqlite_session& s) {
            account_tables::touch_session(s, digest, n.at, n.wall);
            account_tables::store_note(s, n);
        };
        database_.post(std::move(touch), [](const std::exception_ptr&) {});
    }
    co_return session->who;
}

boost::asio::awaitable<current_login> sqlite_accounts::current(identity who)
{
    auto look_up = [id = who.session_id](multipost::sqlite_session& s) { return account_tables::session_by_id(s, id); };
    const auto found = co_await transact(std::move(look_up));
    if (!found || found->user.id != who.user_id) throw not_logged_in();
    current_login out;
    out.user = found->user;
    out.session = info(found->session, who.session_id);
    co_return out;
}

boost::asio::awaitable<std::vector<session_info>> sqlite_accounts::sessions(identity who)
{
    auto look_up = [id = who.user_id](multipost::sqlite_session& s) { return account_tables::sessions_of(s, id); };
    const auto rows = co_await transact(std::move(look_up));
    std::vector<session_info> out;
    for (const auto& row : rows)
        if (!has_ended(row.created, row.last_used)) out.push_back(info(row, who.session_id));
    co_return out;
}

boost::asio::awaitable<std::vector<std::string>> sqlite_accounts::living_sessions(std::vector<std::string> ids)
{
    auto look_up = [ids = std::move(ids)](multipost::sqlite_session& s) {
        std::vector<account_tables::session_row> out;
        for (const auto& id : ids)
            if (auto row = account_tables::session_by_id(s, id)) out.push_back(std::move(row->session));
        return out;
    };
    const auto rows = co_await transact(std::move(look_up));
    std::vector<std::string> out;
    for (const auto& row : rows)
        if (!has_ended(row.created, row.last_used)) out.push_back(row.id);
    co_return out;
}

boost::asio::awaitable<void> sqlite_accounts::end_session(identity who, std::string session_id)
{
    auto remove = [user = who.user_id, session_id, cache = cache_](multipost::sqlite_session& s) {
        const auto digest = account_tables::remove_session(s, user, session_id);
        if (digest) cache->erase(*digest);
        return digest.has_value();
    };
    const bool removed = co_await transact(std::move(remove));
    if (!removed) throw not_found();
    log_.note("session_ended", {{"user", who.user_id}, {"session", session_id}, {"by", "user"}});
}

boost::asio::awaitable<user> sqlite_accounts::rename(identity who, std::string display_name)
{
    const auto name = parse_display_name(display_name);
    if (!name) throw bad_value("/display_name", display_name_rule);
    auto change = [id = who.user_id, name = *name, cache = cache_](multipost::sqlite_session& s) {
        account_tables::rename_user(s, id, name);
        cache->erase_user(id);
        return account_tables::user_by_id(s, id);
    };
    const auto changed = co_await transact(std::move(change));
    if (!changed) throw not_logged_in();
    co_return changed->user;
}

boost::asio::awaitable<void> sqlite_accounts::sweep()
{
    const auto n = note();
    auto remove = [n, age = options_.session_age, idle = options_.session_idle](multipost::sqlite_session& s) {
        account_tables::remove_ended(s, n.at, n.at - age, n.at - idle, n.at - max_device_age);
        account_tables::store_note(s, n);
    };
    co_await transact(std::move(remove));
}

} // namespace webapp
