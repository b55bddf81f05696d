// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_ACCOUNT_TABLES_HPP
#define WEBAPP_ACCOUNTS_ACCOUNT_TABLES_HPP

#include "accounts/accounts.hpp"
#include "accounts/session_clock.hpp"

#include <multipost/sqlite_database.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace webapp::account_tables {

// The statements on the tables of sql/sqlite/accounts, each in the transaction of whoever calls. All that is looked up by
// token or code is looked up by its digest.

using multipost::sqlite_session;
using reading = session_clock::reading;

struct user_row
{
    webapp::user user;
    std::string password_hash;
    std::int64_t password_revision = 0;
};

[[nodiscard]] std::optional<user_row> user_by_email(sqlite_session& s, const std::string& email_key);
[[nodiscard]] std::optional<user_row> user_by_id(sqlite_session& s, const std::string& id);
[[nodiscard]] bool has_users(sqlite_session& s);
[[nodiscard]] bool has_administrator(sqlite_session& s);
void add_user(sqlite_session& s, const user_row& u, const std::string& email_key);
void rename_user(sqlite_session& s, const std::string& id, const std::string& display_name);
/// A new password; false when it is no longer of that revision.
[[nodiscard]] bool replace_password(sqlite_session& s, const std::string& user_id, std::int64_t revision,
                                    const std::string& hash, multipost::wall_time wall_now);
/// The same password, hashed anew.
void replace_hash(sqlite_session& s, const std::string& user_id, std::int64_t revision, const std::string& hash);

struct session_row
{
    std::string id;
    std::string digest;
    std::string user_agent;
    multipost::wall_time created_at{};
    multipost::wall_time last_used_at{};
    reading created{};
    reading last_used{};
};

struct owned_session
{
    webapp::user user;
    session_row session;
};

void add_session(sqlite_session& s, const std::string& user_id, const session_row& row);
[[nodiscard]] std::optional<owned_session> session_by_digest(sqlite_session& s, const std::string& digest);
[[nodiscard]] std::optional<owned_session> session_by_id(sqlite_session& s, const std::string& id);
/// Those of a user, the last used first.
[[nodiscard]] std::vector<session_row> sessions_of(sqlite_session& s, const std::string& user_id);
void touch_session(sqlite_session& s, const std::string& digest, reading now, multipost::wall_time wall_now);
/// Whether there was one.
bool remove_session(sqlite_session& s, const std::string& digest);
/// The digest of what it removed.
[[nodiscard]] std::optional<std::string> remove_session(sqlite_session& s, const std::string& user_id,
                                                        const std::string& session_id);
/// Removes all of a user but one (none, when `kept_id` is empty), and remembers that a new password ended them.
void end_other_sessions(sqlite_session& s, const std::string& user_id, const std::string& kept_id,
                        const session_clock::note& at);
/// When a new password ended this session; nothing: none did, or it is forgotten.
[[nodiscard]] std::optional<session_clock::note> ended_by_password(sqlite_session& s, const std::string& digest);
/// Removes those of a user that were not used for the longest time. Returns their digests.
[[nodiscard]] std::vector<std::string> remove_surplus_sessions(sqlite_session& s, const std::string& user_id,
                                                               std::int64_t max_sessions);

[[nodiscard]] bool is_known_device(sqlite_session& s, const std::string& digest, const std::string& email_key);
void add_device(sqlite_session& s, const std::string& digest, const std::string& user_id, reading now,
                std::int64_t max_devices);
void touch_device(sqlite_session& s, const std::string& digest, reading now);
void remove_devices(sqlite_session& s, const std::string& user_id);

struct invitation_row
{
    std::string digest;
    std::optional<std::string> email_key;
    std::optional<std::string> invited_by;
    multipost::wall_time created_at{};
    reading expires{};
};

void add_invitation(sqlite_session& s, const invitation_row& i);
/// Whether this invites that address now.
[[nodiscard]] bool is_invited(sqlite_session& s, const std::string& digest, const std::string& email_key, reading now);
/// Uses it up; false when it invites this address no more.
[[nodiscard]] bool use_invitation(sqlite_session& s, const std::string& digest, const std::string& email_key,
                                  reading now);

[[nodiscard]] std::optional<session_clock::note> last_note(sqlite_session& s);
void store_note(sqlite_session& s, const session_clock::note& n);

/// Removes sessions created or last used before these, ended ones as old as created ones, devices last used before this, and invitations that ended by `now`.
void remove_ended(sqlite_session& s, reading now, reading created_before, reading used_before, reading device_before);

} // namespace webapp::account_tables

#endif
