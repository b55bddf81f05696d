// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_POST_WATCH_HPP
#define MULTIPOST_CLI_POST_WATCH_HPP

#include "cli/outbox_client.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace multipost::cli {

/// How waiting for a post ended.
enum class watch_end { all_ended, time_over, interrupted };

/// Waits until every delivery of a post is at an end, the time is over, or SIGINT or SIGTERM comes; a second signal then ends
/// the process.
///
/// @param at_most  nothing: without limit
[[nodiscard]] watch_end watch_post(outbox_client& from, const std::string& id,
                                   std::optional<std::chrono::milliseconds> at_most);

/// The states of a post's deliveries.
///
/// @param post  PostDetail
[[nodiscard]] std::vector<delivery_state> states_of(const boost::json::object& post);

} // namespace multipost::cli

#endif
