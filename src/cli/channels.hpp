// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_CHANNELS_HPP
#define MULTIPOST_CLI_CHANNELS_HPP

#include "cli/channel_urls.hpp"
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
/// @throws refusal  a file cannot be read, or standard input is asked for twice
[[nodiscard]] std::vector<channel_url> read_targets(const message_options& options, std::istream& standard_input);

/// Whether a target is a URL, and no name of a stored channel; a wrong URL is one too.
[[nodiscard]] bool is_url(const channel_url& target, const connector_registry& connectors);

/// Whether these are stored channels, and no URLs: what is named decides how a message goes, so that a script need not say it
/// twice. None at all are not.
///
/// @throws refusal  some are, and some are not
[[nodiscard]] bool are_stored(const std::vector<channel_url>& targets, const connector_registry& connectors);

/// The channels these URLs lead to.
///
/// @throws refusal  there is none, or any of them is wrong: nothing is sent to some while others are unclear
[[nodiscard]] chosen_channels choose_channels(const std::vector<channel_url>& targets,
                                              const connector_registry& connectors);

} // namespace multipost::cli

#endif
