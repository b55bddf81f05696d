// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_CHANNEL_JSON_HPP
#define WEBAPP_HANDLERS_CHANNEL_JSON_HPP

#include <multipost/outcome.hpp>
#include <multipost/stored_channel.hpp>

#include <boost/json/object.hpp>

namespace webapp {

/// A channel as the API tells it. There is no secret in it, because there is none in a stored_channel.
[[nodiscard]] boost::json::object channel_json(const multipost::stored_channel& c);

/// What asking the network about a channel found, at some time.
[[nodiscard]] boost::json::object channel_test_json(const multipost::delivery_result& found, multipost::wall_time at);

/// Whether what asking found says something for or against the channel itself, and not only that nobody could tell.
[[nodiscard]] bool is_clear(const multipost::delivery_result& found) noexcept;

} // namespace webapp

#endif
