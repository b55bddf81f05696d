// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_POSTS_JSON_HPP
#define MULTIPOST_CLI_POSTS_JSON_HPP

#include <multipost/post.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>

namespace multipost::cli {

/// A post as the server's API shows it (PostDetail in docs/openapi.yaml), so that a reader need not know who answered.
[[nodiscard]] boost::json::object to_json(const post& p);

/// A page of posts as the server's API shows it (PostList).
[[nodiscard]] boost::json::object to_json(const post_page& page);

/// A delivery as the server's API shows it in a list (Delivery).
[[nodiscard]] boost::json::object to_json(const post_delivery& d);

/// A failure as the server's API shows it (Failure); null when there is none.
///
/// @param at  when it happened
[[nodiscard]] boost::json::value failure_json(const std::optional<failure>& f, wall_time at);

} // namespace multipost::cli

#endif
