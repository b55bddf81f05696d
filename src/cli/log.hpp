// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_LOG_HPP
#define MULTIPOST_CLI_LOG_HPP

#include "cli/invocation.hpp"

#include <multipost/log_sink.hpp>

namespace multipost::cli {

/// Where the library's log goes: standard error, as text on a terminal and as JSON lines elsewhere.
///
/// Warnings and worse, more with -v, -vv and -vvv, less with -q; without any of these what MULTIPOST_LOG says (trace,
/// debug, info, warning, error, off).
/// @throws refusal  MULTIPOST_LOG is none of these
[[nodiscard]] log_sink make_log(const global_options& options);

} // namespace multipost::cli

#endif
