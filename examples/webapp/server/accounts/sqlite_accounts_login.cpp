// SPDX-License-Identifier: BSL-1.0
// Whoever has a password, and what passwords become.
#include "accounts/account_problems.hpp"
#include "accounts/email_address.hpp"
#include "accounts/new_password.hpp"
#include "accounts/password_hash.hpp"
#include "accounts/secret_token.hpp"
#include "accounts/sqlite_accounts.hpp"
#include "accounts/uuid_v7.hpp"

#include <algorithm>

namespace webapp {

namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::int64_t max_sessions_of_user = 50;
constexpr std::int64_t max_devices_of_user = 20;

/// As much of a User-Agent header as is stored, whatever it holds.
std::string stored_user_agent(std::string_view header)
{
    constexpr std::size_t max_bytes = 256;
    std::string out(header.substr(0, max_bytes));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return out;
}

struct login_candidate
{
    std::optional<account_tables::user_row> found;
    bool device_is_known = false;
};

/// What a login that succeeds changes.
struct login_record
{
    std::string user_id;
    std::int64_t password_revision = 0;
    std::string new_hash; ///< of the same password, or empty
    account_tables::session_row session;
    std::string ended_digest; ///< of the session that ends, or empty
    std::string device_digest;
    bool device_is_known = false;
    session_clock::note note;
};

/// False: the password was changed meanwhile.
bool record_login(multipost::sqlite_session& s, const login_record& r, session_cache& cache)
{
    namespace tables = account_tables;
    const auto user = tables::user_by_id(s, r.user_id);
    if (!user || user->password_revision != r.password_revision) return false;
    if (!r.new_hash.empty()) tables::replace_hash(s, r.user_id, r.password_revision, r.new_hash);
    if (!r.ended_digest.empty() && tables::remove_session(s, r.ended_digest)) cache.erase(r.ended_digest);

    tables::add_session(s, r.user_id, r.session);
    for (const auto& digest : tables::remove_surplus_sessions(s, r.user_id, max_sessions_of_user)) cache.erase(digest);
    if (r.device_is_known)
        tables::touch_device(s, r.device_digest, r.session.created);
    else
        tables::add_device(s, r.device_digest, r.user_id, r.session.created, max_devices_of_user);
    tables::store_note(s, r.note);
    return true;
}

/// What a password that changes changes.
struct password_record
{
    std::string user_id;
    std::int64_t revision = 0;
    std::string hash;
    std::string kept_session; ///< the only one that goes on; empty: none
    bool forgets_devices = false;
    session_clock::note at;
};

/// False: it was changed meanwhile.
bool record_password(multipost::sqlite_session& s, const password_record& r, session_cache& cache)
{
    namespace tables = account_tables;
    if (!tables::replace_password(s, r.user_id, r.revision, r.hash, r.at.wall)) return false;
    tables::end_other_sessions(s, r.user_id, r.kept_session, r.at);
    if (r.forgets_devices) tables::remove_devices(s, r.user_id);
    cache.erase_user(r.user_id); // the one that is kept is read again
    return true;
}

} // namespace

boost::asio::awaitable<new_session> sqlite_accounts::log_in(login_attempt a)
{
    const auto key = email_key(a.email);
    auto password = normalized_password(a.password.reveal());
    const auto device_digest = token_digest(a.device_token.reveal());

    auto look_up = [key, device_digest](multipost::sqlite_session& s) {
        login_candidate c;
        c.found = account_tables::user_by_email(s, key);
        c.device_is_known = account_tables::is_known_device(s, device_digest, key);
        return c;
    };
    const auto candidate = co_await transact(std::move(look_up));
    const auto name = candidate.found ? candidate.found->user.id : name_of_unknown(key);

    login_throttle::login throttled;
    throttled.account = key;
    if (candidate.device_is_known) throttled.device = device_digest;
    throttled.client = a.client;
    const auto delay = admit(throttled, name);

    password_verification verified;
    try
    {
        co_await stand_in_line(a.client, delay);
        auto stored = candidate.found ? candidate.found->password_hash : nobodys_password_hash(options_.cost);
        verified = co_await verify(std::move(stored), std::move(password));
    }
    catch (const problem&)
    {
        withdraw(throttled);
        throw;
    }
    if (!candidate.found || !verified.matches)
    {
        log_.note("login_failed", {{"user", name}, {"client", a.client.to_string()}});
        throw wrong_credentials();
    }

    new_session out;
    out.user = candidate.found->user;
    out.token = new_token(token_bytes);
    out.device_token = candidate.device_is_known ? a.device_token : new_token(token_bytes);

    login_record r;
    r.user_id = out.user.id;
    r.password_revision = candidate.found->password_revision;
    r.new_hash = verified.new_hash;
    r.note = note();
    r.session.id = new_uuid_v7(r.note.wall);
    r.session.digest = token_digest(out.token.reveal());
    r.session.user_agent = stored_user_agent(a.user_agent);
    r.session.created_at = r.session.last_used_at = r.note.wall;
    r.session.created = r.session.last_used = r.note.at;
    if (!a.session_token.empty()) r.ended_digest = token_digest(a.session_token.reveal());
    r.device_digest = token_digest(out.device_token.reveal());
    r.device_is_known = candidate.device_is_known;

    auto record = [r, cache = cache_](multipost::sqlite_session& s) { return record_login(s, r, *cache); };
    const bool recorded = co_await transact(std::move(record));
    if (!recorded) throw wrong_credentials();

    succeed(throttled);
    log_.note("login", {{"user", out.user.id}, {"session", r.session.id}, {"client", a.client.to_string()}});
    out.session = info(r.session, r.session.id);
    co_return out;
}

boost::asio::awaitable<void> sqlite_accounts::change_password(identity who, multipost::secret_string current,
                                                              multipost::secret_string next)
{
    auto next_password = new_password(next.reveal(), "/new_password");
    auto current_password = normalized_password(current.reveal());

    auto look_up = [id = who.user_id](multipost::sqlite_session& s) { return account_tables::user_by_id(s, id); };
    const auto found = co_await transact(std::move(look_up));
    if (!found) throw not_logged_in();

    // Counted by the session, as a known browser is: failed logins elsewhere do not keep the user from it.
    login_throttle::login throttled;
    throttled.device = who.session_id;
    (void)admit(throttled, who.user_id); // a session does not wait for the others
    password_verification verified;
    try
    {
        verified = co_await verify(found->password_hash, std::move(current_password));
    }
    catch (const problem&)
    {
        withdraw(throttled);
        throw;
    }
    if (!verified.matches)
    {
        log_.note("login_failed", {{"user", who.user_id}, {"session", who.session_id}, {"what", "password change"}});
        throw wrong_password();
    }
    succeed(throttled);

    password_record r;
    auto context = password_context(found->user.email, found->user.display_name);
    r.hash = co_await hash_if_strong(std::move(next_password), std::move(context));
    r.user_id = who.user_id;
    r.revision = found->password_revision;
    r.kept_session = who.session_id;
    r.at = note();
    auto record = [r, cache = cache_](multipost::sqlite_session& s) { return record_password(s, r, *cache); };
    const bool recorded = co_await transact(std::move(record));
    if (!recorded) throw wrong_password();
    log_.note("password_changed", {{"user", who.user_id}, {"by", "user"}, {"sessions_ended", "all others"}});
}

boost::asio::awaitable<void> sqlite_accounts::reset_password(std::string email, multipost::secret_string next)
{
    auto next_password = new_password(next.reveal(), "/password");
    const auto key = email_key(email);
    auto look_up = [key](multipost::sqlite_session& s) { return account_tables::user_by_email(s, key); };
    const auto found = co_await transact(std::move(look_up));
    if (!found) throw not_found();

    password_record r;
    auto context = password_context(found->user.email, found->user.display_name);
    r.hash = co_await hash_if_strong(std::move(next_password), std::move(context));
    r.user_id = found->user.id;
    r.forgets_devices = true;
    r.at = note();
    auto record = [r, cache = cache_](multipost::sqlite_session& s) mutable {
        // The operator's word stands, whatever the user changed meanwhile.
        const auto now = account_tables::user_by_id(s, r.user_id);
        if (!now) return false;
        r.revision = now->password_revision;
        return record_password(s, r, *cache);
    };
    const bool recorded = co_await transact(std::move(record));
    if (!recorded) throw not_found();

    login_throttle::login throttled;
    throttled.account = key;
    succeed(throttled);
    log_.note("password_changed", {{"user", found->user.id}, {"by", "operator"}, {"sessions_ended", "all"}});
}

} // namespace webapp
