// SPDX-License-Identifier: BSL-1.0
#include "accounts/account_tables.hpp"

#include <utility>

namespace webapp::account_tables {

namespace {

using multipost::sqlite_blob;
using multipost::sqlite_row;
using multipost::sqlite_value;
using multipost::wall_time;

sqlite_value blob(const std::string& bytes) { return sqlite_blob{bytes}; }

sqlite_value text_or_null(const std::optional<std::string>& text)
{
    if (!text) return std::monostate{};
    return *text;
}

sqlite_value number(reading r) { return std::int64_t{r.count()}; }
sqlite_value number(wall_time t) { return std::int64_t{t.time_since_epoch().count()}; }

wall_time wall_at(const sqlite_row& row, std::size_t column)
{
    return wall_time(std::chrono::milliseconds(row.integer(column)));
}

reading reading_at(const sqlite_row& row, std::size_t column) { return reading(row.integer(column)); }

std::string_view role_name(role r) { return r == role::administrator ? "administrator" : "user"; }
role role_of_name(std::string_view name) { return name == "administrator" ? role::administrator : role::user; }

// The columns that user_at() reads.
constexpr std::size_t user_columns = 6;

user user_at(const sqlite_row& row)
{
    user u;
    u.id = row.text(0);
    u.email = row.text(1);
    u.display_name = row.text(2);
    u.role = role_of_name(row.text(3));
    u.created_at = wall_at(row, 4);
    if (!row.is_null(5)) u.password_changed_at = wall_at(row, 5);
    return u;
}

std::optional<user_row> one_user(const std::vector<sqlite_row>& rows)
{
    if (rows.empty()) return std::nullopt;
    user_row r;
    r.user = user_at(rows.front());
    r.password_hash = rows.front().text(user_columns);
    r.password_revision = rows.front().integer(user_columns + 1);
    return r;
}

session_row session_at(const sqlite_row& row, std::size_t first)
{
    session_row r;
    r.id = row.text(first);
    r.digest = row.blob(first + 1);
    r.user_agent = row.text(first + 2);
    r.created_at = wall_at(row, first + 3);
    r.last_used_at = wall_at(row, first + 4);
    r.created = reading_at(row, first + 5);
    r.last_used = reading_at(row, first + 6);
    return r;
}

std::optional<owned_session> one_session(const std::vector<sqlite_row>& rows)
{
    if (rows.empty()) return std::nullopt;
    owned_session o;
    o.user = user_at(rows.front());
    o.session = session_at(rows.front(), user_columns);
    return o;
}

} // namespace

std::optional<user_row> user_by_email(sqlite_session& s, const std::string& email_key)
{
    return one_user(s.query(
        "SELECT id, email, display_name, role, created_at, password_changed_at, password_hash, password_revision"
        " FROM users WHERE email_key = ?",
        {email_key}));
}

std::optional<user_row> user_by_id(sqlite_session& s, const std::string& id)
{
    return one_user(s.query(
        "SELECT id, email, display_name, role, created_at, password_changed_at, password_hash, password_revision"
        " FROM users WHERE id = ?",
        {id}));
}

bool has_users(sqlite_session& s) { return !s.query("SELECT 1 FROM users LIMIT 1").empty(); }

bool has_administrator(sqlite_session& s)
{
    return !s.query("SELECT 1 FROM users WHERE role = 'administrator' LIMIT 1").empty();
}

void add_user(sqlite_session& s, const user_row& u, const std::string& email_key)
{
    s.execute("INSERT INTO users (id, email, email_key, display_name, role, password_hash, created_at)"
              " VALUES (?, ?, ?, ?, ?, ?, ?)",
              {u.user.id, u.user.email, email_key, u.user.display_name, std::string(role_name(u.user.role)),
               u.password_hash, number(u.user.created_at)});
}

void rename_user(sqlite_session& s, const std::string& id, const std::string& display_name)
{
    s.execute("UPDATE users SET display_name = ? WHERE id = ?", {display_name, id});
}

bool replace_password(sqlite_session& s, const std::string& user_id, std::int64_t revision, const std::string& hash,
                      wall_time wall_now)
{
    return s.execute("UPDATE users SET password_hash = ?, password_revision = password_revision + 1,"
                     " password_changed_at = ? WHERE id = ? AND password_revision = ?",
                     {hash, number(wall_now), user_id, revision}) != 0;
}

void replace_hash(sqlite_session& s, const std::string& user_id, std::int64_t revision, const std::string& hash)
{
    s.execute("UPDATE users SET password_hash = ? WHERE id = ? AND password_revision = ?", {hash, user_id, revision});
}

void add_session(sqlite_session& s, const std::string& user_id, const session_row& row)
{
    s.execute("INSERT INTO sessions (id, token_digest, user_id, user_agent, created_at, last_used_at, created_reading,"
              " last_used_reading) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              {row.id, blob(row.digest), user_id, row.user_agent, number(row.created_at), number(row.last_used_at),
               number(row.created), number(row.last_used)});
}

std::optional<owned_session> session_by_digest(sqlite_session& s, const std::string& digest)
{
    return one_session(
        s.query("SELECT u.id, u.email, u.display_name, u.role, u.created_at, u.password_changed_at, s.id,"
                " s.token_digest, s.user_agent, s.created_at,"
                " s.last_used_at, s.created_reading, s.last_used_reading"
                " FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_digest = ?",
                {blob(digest)}));
}

std::optional<owned_session> session_by_id(sqlite_session& s, const std::string& id)
{
    return one_session(
        s.query("SELECT u.id, u.email, u.display_name, u.role, u.created_at, u.password_changed_at, s.id,"
                " s.token_digest, s.user_agent, s.created_at,"
                " s.last_used_at, s.created_reading, s.last_used_reading"
                " FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ?",
                {id}));
}

std::vector<session_row> sessions_of(sqlite_session& s, const std::string& user_id)
{
    std::vector<session_row> out;
    for (const auto& row :
         s.query("SELECT id, token_digest, user_agent, created_at, last_used_at, created_reading, last_used_reading"
                 " FROM sessions WHERE user_id = ? ORDER BY last_used_reading DESC, id DESC",
                 {user_id}))
        out.push_back(session_at(row, 0));
    return out;
}

void touch_session(sqlite_session& s, const std::string& digest, reading now, wall_time wall_now)
{
    s.execute("UPDATE sessions SET last_used_reading = ?, last_used_at = ? WHERE token_digest = ?",
              {number(now), number(wall_now), blob(digest)});
}

bool remove_session(sqlite_session& s, const std::string& digest)
{
    return s.execute("DELETE FROM sessions WHERE token_digest = ?", {blob(digest)}) != 0;
}

std::optional<std::string> remove_session(sqlite_session& s, const std::string& user_id, const std::string& session_id)
{
    const auto rows =
        s.query("DELETE FROM sessions WHERE user_id = ? AND id = ? RETURNING token_digest", {user_id, session_id});
    if (rows.empty()) return std::nullopt;
    return rows.front().blob(0);
}

void end_other_sessions(sqlite_session& s, const std::string& user_id, const std::string& kept_id,
                        const session_clock::note& at)
{
    constexpr std::int64_t max_remembered = 100;
    s.execute("INSERT OR REPLACE INTO ended_sessions (token_digest, user_id, ended_at, ended_reading)"
              " SELECT token_digest, user_id, ?, ? FROM sessions WHERE user_id = ? AND id <> ?",
              {number(at.wall), number(at.at), user_id, kept_id});
    s.execute("DELETE FROM ended_sessions WHERE token_digest IN (SELECT token_digest FROM ended_sessions"
              " WHERE user_id = ? ORDER BY ended_reading DESC LIMIT -1 OFFSET ?)",
              {user_id, max_remembered});
    s.execute("DELETE FROM sessions WHERE user_id = ? AND id <> ?", {user_id, kept_id});
}

std::optional<session_clock::note> ended_by_password(sqlite_session& s, const std::string& digest)
{
    const auto rows =
        s.query("SELECT ended_reading, ended_at FROM ended_sessions WHERE token_digest = ?", {blob(digest)});
    if (rows.empty()) return std::nullopt;
    session_clock::note at;
    at.at = reading_at(rows.front(), 0);
    at.wall = wall_at(rows.front(), 1);
    return at;
}

std::vector<std::string> remove_surplus_sessions(sqlite_session& s, const std::string& user_id,
                                                 std::int64_t max_sessions)
{
    std::vector<std::string> digests;
    for (const auto& row : s.query("DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE user_id = ?"
                                   " ORDER BY last_used_reading DESC, id DESC LIMIT -1 OFFSET ?)"
                                   " RETURNING token_digest",
                                   {user_id, max_sessions}))
        digests.push_back(row.blob(0));
    return digests;
}

bool is_known_device(sqlite_session& s, const std::string& digest, const std::string& email_key)
{
    return !s.query("SELECT 1 FROM known_devices d JOIN users u ON u.id = d.user_id"
                    " WHERE d.token_digest = ? AND u.email_key = ?",
                    {blob(digest), email_key})
                .empty();
}

void add_device(sqlite_session& s, const std::string& digest, const std::string& user_id, reading now,
                std::int64_t max_devices)
{
    s.execute("INSERT INTO known_devices (token_digest, user_id, last_used_reading) VALUES (?, ?, ?)",
              {blob(digest), user_id, number(now)});
    s.execute("DELETE FROM known_devices WHERE token_digest IN (SELECT token_digest FROM known_devices"
              " WHERE user_id = ? ORDER BY last_used_reading DESC LIMIT -1 OFFSET ?)",
              {user_id, max_devices});
}

void touch_device(sqlite_session& s, const std::string& digest, reading now)
{
    s.execute("UPDATE known_devices SET last_used_reading = ? WHERE token_digest = ?", {number(now), blob(digest)});
}

void remove_devices(sqlite_session& s, const std::string& user_id)
{
    s.execute("DELETE FROM known_devices WHERE user_id = ?", {user_id});
}

void add_invitation(sqlite_session& s, const invitation_row& i)
{
    s.execute("INSERT INTO invitations (code_digest, email_key, invited_by, created_at, expires_reading)"
              " VALUES (?, ?, ?, ?, ?)",
              {blob(i.digest), text_or_null(i.email_key), text_or_null(i.invited_by), number(i.created_at),
               number(i.expires)});
}

bool is_invited(sqlite_session& s, const std::string& digest, const std::string& email_key, reading now)
{
    return !s.query("SELECT 1 FROM invitations WHERE code_digest = ? AND expires_reading > ?"
                    " AND (email_key IS NULL OR email_key = ?)",
                    {blob(digest), number(now), email_key})
                .empty();
}

bool use_invitation(sqlite_session& s, const std::string& digest, const std::string& email_key, reading now)
{
    return s.execute("DELETE FROM invitations WHERE code_digest = ? AND expires_reading > ?"
                     " AND (email_key IS NULL OR email_key = ?)",
                     {blob(digest), number(now), email_key}) != 0;
}

std::optional<session_clock::note> last_note(sqlite_session& s)
{
    const auto rows = s.query("SELECT reading, wall_at FROM session_clock WHERE id = 1");
    if (rows.empty()) return std::nullopt;
    session_clock::note n;
    n.at = reading_at(rows.front(), 0);
    n.wall = wall_at(rows.front(), 1);
    return n;
}

void store_note(sqlite_session& s, const session_clock::note& n)
{
    s.execute("INSERT INTO session_clock (id, reading, wall_at) VALUES (1, ?, ?)"
              " ON CONFLICT (id) DO UPDATE SET reading = excluded.reading, wall_at = excluded.wall_at"
              " WHERE excluded.reading >= session_clock.reading",
              {number(n.at), number(n.wall)});
}

void remove_ended(sqlite_session& s, reading now, reading created_before, reading used_before, reading device_before)
{
    s.execute("DELETE FROM sessions WHERE created_reading <= ? OR last_used_reading <= ?",
              {number(created_before), number(used_before)});
    s.execute("DELETE FROM ended_sessions WHERE ended_reading <= ?", {number(created_before)});
    s.execute("DELETE FROM known_devices WHERE last_used_reading <= ?", {number(device_before)});
    s.execute("DELETE FROM invitations WHERE expires_reading <= ?", {number(now)});
}

} // namespace webapp::account_tables
