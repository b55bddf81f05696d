// SPDX-License-Identifier: BSL-1.0
/// @file
/// Words what is wrong with a channel before anything is sent to it.
#ifndef MULTIPOST_PUBLISHER_CHANNEL_PROBLEM_HPP
#define MULTIPOST_PUBLISHER_CHANNEL_PROBLEM_HPP

#include <multipost/connector_registry.hpp>
#include <multipost/error.hpp>
#include <multipost/outcome.hpp>

#include <string_view>

namespace multipost {

/// No plugin speaks to that network. Code "unknown_connector".
[[nodiscard]] failure unknown_connector(std::string_view id, const connector_registry& connectors);

/// The connector cannot use the settings. Code "bad_channel".
[[nodiscard]] failure unusable_channel(const error& reason);

/// The connector has no such operation. Code "check_unsupported".
[[nodiscard]] failure check_unsupported(const connector_info& info);

} // namespace multipost

#endif
