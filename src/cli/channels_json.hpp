// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_CHANNELS_JSON_HPP
#define MULTIPOST_CLI_CHANNELS_JSON_HPP

#include <multipost/outcome.hpp>
#include <multipost/stored_channel.hpp>

#include <boost/json/object.hpp>

namespace multipost::cli {

/// A channel as the server's API shows it (Channel in docs/openapi.yaml), without its secrets.
[[nodiscard]] boost::json::object to_json(const stored_channel& c);

/// What a check found, as the server's API shows it (ChannelTest).
[[nodiscard]] boost::json::object test_json(const delivery_result& found);

/// Whether a check says that the channel can be used, or that it cannot; else it may be the network or the way there.
[[nodiscard]] bool says_clearly(const delivery_result& found) noexcept;

} // namespace multipost::cli

#endif
