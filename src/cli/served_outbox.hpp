// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_SERVED_OUTBOX_HPP
#define MULTIPOST_CLI_SERVED_OUTBOX_HPP

#include "cli/outbox_client.hpp"

#include <filesystem>
#include <memory>

namespace multipost::cli {

/// The outbox of the server that listens on this socket; nullptr: none does.
///
/// @throws refusal  one does, and will not be asked by this user
[[nodiscard]] std::unique_ptr<outbox_client> find_served_outbox(const std::filesystem::path& socket);

} // namespace multipost::cli

#endif
