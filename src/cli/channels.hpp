// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_CHANNELS_HPP
#define MULTIPOST_CLI_CHANNELS_HPP

#include "cli/invocation.hpp"

#include <multipost/channel.hpp>
#include <multipost/connector_registry.hpp>

#include <istream>
#include <vector>

namespace multipost::cli {

/// The channels a message goes to, each once.
struct chosen_channels
{
    std::vector<channel> channels;
    bool secret_in_arguments = false; ///< other users of the machine can read it
    std::size_t repeated = 0;         ///< how many were named again, and left out
};

/// Reads what -t names, "@FILE" and "-" included.
///
/// @throws refusal  none is named, or any of them is wrong: nothing is sent to some while others are unclear
[[nodiscard]] chosen_channels choose_channels(const message_options& options, const connector_registry& connectors,
                                              std::istream& standard_input);

} // namespace multipost::cli

#endif
