// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_PREVIEW_HPP
#define MULTIPOST_CLI_PREVIEW_HPP

#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"

#include <multipost/publisher.hpp>

#include <vector>

namespace multipost::cli {

/// `multipost preview`: shows what each channel's readers would get, and sends nothing.
///
/// @throws refusal
[[nodiscard]] exit_code run(const preview_command& command, const global_options& global);

/// One preview for each channel, in their order.
[[nodiscard]] std::vector<channel_preview> preview_all(const connector_registry& connectors, publisher_options options,
                                                       const message& m, const std::vector<channel>& channels);

} // namespace multipost::cli

#endif
