// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_CHANNEL_IDS_HPP
#define WEBAPP_HANDLERS_CHANNEL_IDS_HPP

#include "api/json_body.hpp"
#include "api/problem.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace webapp {

/// Takes the member "channels": ids, each once.
/// @throws problem  400 bad_value
[[nodiscard]] std::vector<std::string> take_channel_ids(object_reader& body);

/// 422 unknown_channel.
///
/// @param missing  places in the member "channels"
[[nodiscard]] problem unknown_channels(const std::vector<std::size_t>& missing);

} // namespace webapp

#endif
