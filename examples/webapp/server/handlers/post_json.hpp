// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_POST_JSON_HPP
#define WEBAPP_HANDLERS_POST_JSON_HPP

#include <multipost/post.hpp>

#include <boost/json/object.hpp>

namespace webapp {

/// A delivery as the API tells it, without its attempts.
[[nodiscard]] boost::json::object delivery_json(const multipost::post_delivery& d);

/// A post with its deliveries.
[[nodiscard]] boost::json::object post_json(const multipost::post& p);

/// A post with its deliveries and all their attempts.
[[nodiscard]] boost::json::object post_detail_json(const multipost::post& p);

/// How many posts are in each state that a post which was sent can be in.
[[nodiscard]] boost::json::object post_counts_json(const multipost::post_counts& counted);

/// What whoever sent a post is told at once.
[[nodiscard]] boost::json::object accepted_post_json(const multipost::post& p);

} // namespace webapp

#endif
