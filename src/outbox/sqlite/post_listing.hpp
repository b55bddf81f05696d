// SPDX-License-Identifier: BSL-1.0
/// @file
/// Finds the statements that read the history along the right index.
#ifndef MULTIPOST_OUTBOX_SQLITE_POST_LISTING_HPP
#define MULTIPOST_OUTBOX_SQLITE_POST_LISTING_HPP

#include "outbox/page_position.hpp"

#include <multipost/post.hpp>
#include <multipost/sqlite_database.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

struct listing_statement
{
    std::string sql;
    std::vector<sqlite_value> parameters;
};

/// A statement that gives columns of posts, `p`, in the order of the listing, after a position; one more than the page's limit, to see
/// whether there is more. It has a part for each thing the query asks for, all of them constants: there are few enough to be
/// prepared once each.
[[nodiscard]] listing_statement listing_of(const post_query& query, const std::optional<page_position>& after,
                                           std::string_view columns);

/// A statement that gives the time of what is so far on the way that the listing takes; no row: there is less.
[[nodiscard]] listing_statement horizon_of(const post_query& query, const std::optional<page_position>& after,
                                           std::size_t most);

/// A statement that gives the states of the newest posts of a scope, and how many are in each.
[[nodiscard]] listing_statement tally_of(const owner_scope& scope, std::size_t newest);

/// A statement that gives the number of posts that are to come, up to that many.
[[nodiscard]] listing_statement to_come_of(const owner_scope& scope, std::size_t most);

/// A statement that gives a row when a scope has more posts than that.
[[nodiscard]] listing_statement older_than_newest(const owner_scope& scope, std::size_t newest);

} // namespace multipost

#endif
