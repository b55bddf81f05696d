// SPDX-License-Identifier: BSL-1.0
/// @file
/// Stores a post whole, or says why not.
#ifndef MULTIPOST_OUTBOX_SQLITE_POST_ACCEPTANCE_HPP
#define MULTIPOST_OUTBOX_SQLITE_POST_ACCEPTANCE_HPP

#include "outbox/acceptance.hpp"
#include "outbox/id_source.hpp"

#include <multipost/outbox.hpp>
#include <multipost/sqlite_database.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace multipost {

/// Connectors whose verdict is needed before the post can be stored.
struct verdicts_needed
{
    std::vector<std::string> connectors;
};

/// What a delivery takes from its channel.
struct destination
{
    std::string name;
    std::string connector;
    channel_state state = channel_state::active;
    std::optional<failure> problem; ///< when it needs attention
};

/// Where a post goes, and why it cannot go there.
struct destinations
{
    std::map<std::string, destination, std::less<>> channels; ///< by id; each of the post's
    std::vector<channel_refusal> refusals;
    verdicts_needed needed; ///< of those whose verdict is unknown
};

/// Within a transaction: looks at a post's channels. Throws store_exception (errc::not_found) when one is missing or is not
/// the owner's.
[[nodiscard]] destinations look_at_channels(sqlite_session& session, const new_post& p,
                                            const connector_verdicts& verdicts);

/// A delivery of a post that has just been accepted.
[[nodiscard]] post_delivery new_delivery(const post& of, const std::string& channel, const destination& to,
                                         std::string id);

/// Throws store_exception (errc::limit_reached) when an owner would have too many deliveries on their way.
void check_room(sqlite_session& session, const std::string& owner, std::size_t more, std::size_t max_pending);

/// Within a transaction: accepts a post, tells again what its key was used for, refuses it, or asks for more verdicts, when
/// nothing has been changed. Throws store_exception, see outbox::async_accept.
///
/// @param planned  what the post's schedule means, when it has one
[[nodiscard]] std::variant<accepted_post, verdicts_needed>
accept_post(sqlite_session& session, const new_post& p, const std::optional<planned_time>& planned,
            const connector_verdicts& verdicts, const outbox_options& options, id_source& ids, wall_time now);

} // namespace multipost

#endif
