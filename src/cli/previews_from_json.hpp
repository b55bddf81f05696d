// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_PREVIEWS_FROM_JSON_HPP
#define MULTIPOST_CLI_PREVIEWS_FROM_JSON_HPP

#include <multipost/publisher.hpp>

#include <boost/json/object.hpp>

#include <vector>

namespace multipost::cli {

/// Reads what a server's API shows of a message on each channel, as far as a report tells it.
///
/// @param list  PreviewList of docs/openapi.yaml
/// @param channels  ChannelList, for their names
[[nodiscard]] std::vector<channel_preview> previews_from_json(const boost::json::object& list,
                                                              const boost::json::object& channels);

} // namespace multipost::cli

#endif
