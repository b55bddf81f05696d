// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps posts.
#ifndef MULTIPOST_OUTBOX_SQLITE_POST_TABLE_HPP
#define MULTIPOST_OUTBOX_SQLITE_POST_TABLE_HPP

#include "outbox/page_position.hpp"

#include <multipost/post.hpp>
#include <multipost/sqlite_database.hpp>
#include <multipost/stored_channel.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace multipost {

/// What an idempotency key was used for.
struct keyed_post
{
    std::string id;
    std::string request_hash;
};

/// The table of posts, within a transaction. Throws store_exception.
class post_table
{
public:
    explicit post_table(sqlite_session& session) noexcept : session_(session) {}

    /// With its deliveries. @param key  may be empty
    void insert(const post& p, std::string_view key, std::string_view request_hash);

    /// Whether so many posts of an owner were accepted since then.
    [[nodiscard]] bool has_accepted(std::string_view owner, std::size_t posts, wall_time since) const;

    /// Keeps when a post goes out; its deliveries are the caller's.
    void set_schedule(std::string_view id, const std::optional<post_schedule>& when);

    [[nodiscard]] std::optional<keyed_post> find_key(std::string_view owner, std::string_view key) const;

    /// With its deliveries, without their attempts.
    [[nodiscard]] std::optional<post> find(const owner_scope& scope, std::string_view id) const;

    /// Newest first, from a position on, with their deliveries.
    [[nodiscard]] post_page list(const post_query& query, const std::optional<page_position>& after) const;

    /// @param most  how many of the newest are looked at
    [[nodiscard]] post_counts count(const owner_scope& scope, std::size_t most) const;

private:
    sqlite_session& session_;
};

} // namespace multipost

#endif
