// SPDX-License-Identifier: BSL-1.0
#ifndef INTEGRATION_COMMAND_HPP
#define INTEGRATION_COMMAND_HPP

#include "process.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace integration {

/// Runs the multipost command that was built, with the plugins that were built.
[[nodiscard]] finished multipost(std::vector<std::string> arguments, std::string input = {},
                                 std::vector<std::string> environment = {});

/// The program and its arguments, for those who start it otherwise.
[[nodiscard]] program multipost_program(std::vector<std::string> arguments);

/// What --json printed.
/// @throws boost::system::system_error  it is not exactly one JSON value
[[nodiscard]] boost::json::value json_of(const finished& command);

/// The only element of "deliveries".
[[nodiscard]] boost::json::value only_delivery(const finished& command);

/// A member, by its path: text(delivery, "/failure/code"). Empty when it is not there or no string.
[[nodiscard]] std::string text(const boost::json::value& in, const char* pointer);

} // namespace integration

#endif
