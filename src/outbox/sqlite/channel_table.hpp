// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps channels.
#ifndef MULTIPOST_OUTBOX_SQLITE_CHANNEL_TABLE_HPP
#define MULTIPOST_OUTBOX_SQLITE_CHANNEL_TABLE_HPP

#include "outbox/key_ring.hpp"

#include <multipost/channel.hpp>
#include <multipost/error.hpp>
#include <multipost/outcome.hpp>
#include <multipost/sqlite_database.hpp>
#include <multipost/stored_channel.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// What to write of a channel's settings.
struct settings_columns
{
    std::string connector;
    std::string hint;
    std::map<std::string, std::string, std::less<>> shown; ///< those that are not secret
    channel_settings all;
};

/// What to change in a channel.
struct channel_columns
{
    std::optional<std::string> name;
    std::optional<settings_columns> settings;
    std::optional<channel_state> state;
    bool leads_elsewhere = false; ///< the settings are not those it has
};

/// Which channel an operation is about, and what it must be like.
struct channel_at
{
    owner_scope scope;
    std::string id;
    std::optional<std::int64_t> revision; ///< nothing: any
};

/// The table of channels, within a transaction. Throws store_exception.
class channel_table
{
public:
    channel_table(sqlite_session& session, const key_ring& keys) noexcept : session_(session), keys_(keys) {}

    void insert(std::string_view id, std::string_view owner, std::string_view name, const settings_columns& settings,
                wall_time now);

    [[nodiscard]] std::optional<stored_channel> find(const owner_scope& scope, std::string_view id) const;
    /// By name.
    [[nodiscard]] std::vector<stored_channel> list(const owner_scope& scope) const;
    [[nodiscard]] std::size_t count(std::string_view owner) const;

    /// The channel with its secrets, labelled with its name; nothing: there is none.
    ///
    /// @par Errors
    /// @li errc::store_failed  its secrets cannot be opened
    [[nodiscard]] std::optional<result<channel>> open(const owner_scope& scope, std::string_view id) const;

    /// Changes what is given, and counts the revision up. New settings forget the problem, and so does a new state. One
    /// that leads elsewhere repeats nothing there that its former place may know. False: there is none at the revision.
    [[nodiscard]] bool change(const channel_at& at, const channel_columns& wanted, wall_time now);

    /// A problem makes it need attention, unless it is paused; none makes it active again. It is no change of the user's, so
    /// the revision stays.
    bool note_problem(const channel_at& at, const std::optional<failure>& problem, wall_time now);

    /// Seals settings that the network changed, with the others. The revision stays. False: there is no such channel any more,
    /// or one of these settings is no longer as it was.
    [[nodiscard]] bool merge_settings(std::string_view id, const channel& from, const channel_settings& changed,
                                      wall_time now);

    void rest(std::string_view id, wall_time until);

    [[nodiscard]] bool remove(const owner_scope& scope, std::string_view id);

private:
    [[nodiscard]] std::string seal(std::string_view id, const channel_settings& all) const;

    sqlite_session& session_;
    const key_ring& keys_;
};

/// What a sealed column of a channel holds.
///
/// @par Errors
/// @li errc::store_failed
[[nodiscard]] result<channel_settings> open_settings(const key_ring& keys, std::string_view channel,
                                                     std::string_view sealed);

} // namespace multipost

#endif
