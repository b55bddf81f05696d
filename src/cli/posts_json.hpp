// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_POSTS_JSON_HPP
#define MULTIPOST_CLI_POSTS_JSON_HPP

#include <multipost/post.hpp>

#include <boost/json/object.hpp>

namespace multipost::cli {

/// A post as the server's API shows it (PostDetail in docs/openapi.yaml), so that a reader need not know who answered.
[[nodiscard]] boost::json::object to_json(const post& p);

/// A page of posts as the server's API shows it (PostList).
[[nodiscard]] boost::json::object to_json(const post_page& page);

} // namespace multipost::cli

#endif
