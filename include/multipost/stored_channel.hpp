// SPDX-License-Identifier: BSL-1.0
/// @file
/// Describes a channel as an outbox keeps it.
#ifndef MULTIPOST_STORED_CHANNEL_HPP
#define MULTIPOST_STORED_CHANNEL_HPP

#include <multipost/channel.hpp>
#include <multipost/export.h>
#include <multipost/outcome.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace multipost {

/// Whose things an operation may see and change. What is not in the scope does not exist for it.
class owner_scope
{
public:
    /// What belongs to one owner.
    [[nodiscard]] static owner_scope of(std::string owner) { return owner_scope(std::move(owner)); }
    /// Everything: for the operator of the system, never for a user.
    [[nodiscard]] static owner_scope everyone() { return owner_scope(std::nullopt); }

    [[nodiscard]] const std::optional<std::string>& owner() const noexcept { return owner_; }

private:
    explicit owner_scope(std::optional<std::string> owner) noexcept : owner_(std::move(owner)) {}

    std::optional<std::string> owner_;
};

/// Whether a channel is sent to.
enum class channel_state {
    active,
    paused,          ///< by its owner: what is due waits
    needs_attention, ///< the network refused its credentials or says it is gone: what is due fails without being sent
};

/// "active", "paused", "needs_attention".
[[nodiscard]] MULTIPOST_EXPORT std::string_view to_string(channel_state state) noexcept;

/// What a network last said against a channel.
struct channel_problem
{
    multipost::failure failure;
    wall_time at{};
};

/// A channel without its secrets.
struct stored_channel
{
    std::string id; ///< UUID
    std::string owner;
    std::string name; ///< the user's
    std::string connector;
    std::string hint; ///< tells it from others of its kind without its secret: "127.0.0.1:8090 …y123"
    std::map<std::string, std::string, std::less<>> settings; ///< those that are not secret
    channel_state state = channel_state::active;
    std::optional<channel_problem> problem;     ///< when it needs attention
    std::int64_t revision = 1;                  ///< counts its changes
    std::optional<wall_time> last_delivered_at; ///< when something was last sent there
    std::size_t pending = 0;                    ///< deliveries that are not at an end
    wall_time created_at{};
    wall_time updated_at{};
};

/// A channel to keep.
struct new_channel
{
    std::string owner;
    std::string name;
    channel where; ///< from connector_registry::channel_from_url or make_channel
};

/// What to change in a channel; what is not given stays. New settings make one that needs attention active again.
struct channel_change
{
    std::optional<std::string> name;
    std::optional<channel> where;
    /// The settings that `where` was made from: of its settings only those that differ are written, so that a token which the
    /// network changed meanwhile stays. Nothing: `where` takes the place of all that is there.
    std::optional<channel_settings> from;
    std::optional<channel_state> state; ///< active or paused
    std::optional<std::int64_t> if_revision;
};

} // namespace multipost

#endif
