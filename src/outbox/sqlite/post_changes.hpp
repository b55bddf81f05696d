// SPDX-License-Identifier: BSL-1.0
/// @file
/// Changes, cancels and restores posts that have not gone out.
#ifndef MULTIPOST_OUTBOX_SQLITE_POST_CHANGES_HPP
#define MULTIPOST_OUTBOX_SQLITE_POST_CHANGES_HPP

#include "outbox/acceptance.hpp"
#include "outbox/id_source.hpp"
#include "outbox/sqlite/post_acceptance.hpp"

#include <multipost/outbox.hpp>
#include <multipost/sqlite_database.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace multipost {

/// A post as it is to be, and the one it is made of.
struct wanted_post
{
    std::string id;
    std::int64_t revision = 1; ///< of the post it was made of; it is changed in no other
    new_post post;             ///< its key is not looked at; its channels are those that it is still to go to
    bool rearranges = false;   ///< it is to go to post.channels and to no other
    bool moves = false;        ///< when it goes out is changed, to post.when or to now
};

/// Within a transaction: what a post would be with a change. Throws store_exception, see outbox::async_change_post.
[[nodiscard]] wanted_post with_change(sqlite_session& session, const owner_scope& scope, const std::string& id,
                                      const post_change& change);

/// Within a transaction: changes a post, refuses it, or asks for more verdicts, when nothing has been changed. Throws
/// store_exception.
///
/// @param planned  what the wanted post's schedule means, when it has one
[[nodiscard]] std::variant<accepted_post, verdicts_needed>
change_post(sqlite_session& session, const wanted_post& wanted, const std::optional<planned_time>& planned,
            const connector_verdicts& verdicts, const outbox_options& options, id_source& ids, wall_time now);

/// Within a transaction, see outbox::async_cancel. Throws store_exception.
[[nodiscard]] post cancel_post(sqlite_session& session, const owner_scope& scope, const std::string& id,
                               std::optional<std::int64_t> revision, wall_time now);

/// Within a transaction, see outbox::async_restore. Throws store_exception.
[[nodiscard]] post restore_post(sqlite_session& session, const owner_scope& scope, const std::string& id,
                                std::optional<std::int64_t> revision, const outbox_options& options, wall_time now);

/// Reads all schedules anew that have not come yet: a zone's rules may have changed. Returns how many instants did.
std::size_t plan_again(sqlite_session& session, wall_time now);

} // namespace multipost

#endif
