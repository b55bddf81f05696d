// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_CHANNELS_REPORT_HPP
#define MULTIPOST_CLI_CHANNELS_REPORT_HPP

#include "cli/style.hpp"

#include <boost/json/object.hpp>

#include <ostream>

namespace multipost::cli {

/// Prints a ChannelList, a channel a line; without any, what to do.
void print_channels(std::ostream& out, const boost::json::object& list, const style& colors);

/// Prints a Channel: its state, what its network said against it, and its settings that are not secret.
void print_channel(std::ostream& out, const boost::json::object& channel, const style& colors);

/// Prints a ChannelTest of that channel, and what to do.
void print_test(std::ostream& out, const boost::json::object& channel, const boost::json::object& test,
                const style& colors);

} // namespace multipost::cli

#endif
