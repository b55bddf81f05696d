// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_PUBLISH_HPP
#define MULTIPOST_CLI_PUBLISH_HPP

#include <multipost/publisher.hpp>

#include <vector>

namespace multipost::cli {

/// What became of a message.
struct publish_end
{
    std::vector<delivery_result> results; ///< one for each channel, in their order
    bool interrupted = false;             ///< the user asked to stop: what was not yet sent was not
};

/// Publishes a message; SIGINT or SIGTERM calls off what can still be called off. A second one ends the process at
/// once.
[[nodiscard]] publish_end publish_until_interrupted(const connector_registry& connectors, publisher_options options,
                                                    message m, std::vector<channel> channels);

} // namespace multipost::cli

#endif
