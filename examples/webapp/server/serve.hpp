// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_SERVE_HPP
#define WEBAPP_SERVE_HPP

#include "operation/configuration.hpp"
#include "operation/log.hpp"

#include <filesystem>

namespace webapp {

/// Serves until SIGTERM or SIGINT, then lets what is under way end, 30 s at most. A second signal ends the process at once.
///
/// Says on standard output where it listens.
/// @throws startup_failure
void serve(configuration c, const log& to);

/// Where the server of a data folder listens for its operator.
[[nodiscard]] std::filesystem::path local_socket_of(const configuration& c);

} // namespace webapp

#endif
