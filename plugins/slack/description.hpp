// SPDX-License-Identifier: BSL-1.0
/// @file
/// Tells the host what the Slack connector is and takes.
#ifndef MULTIPOST_SLACK_DESCRIPTION_HPP
#define MULTIPOST_SLACK_DESCRIPTION_HPP

#include <string_view>

namespace slack {

/// JSON; lives as long as the process.
[[nodiscard]] std::string_view connector_description();

} // namespace slack

#endif
