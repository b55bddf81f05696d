// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_SECRET_URL_HPP
#define MULTIPOST_CLI_SECRET_URL_HPP

#include "cli/invocation.hpp"

#include <multipost/secret_string.hpp>

#include <string>

namespace multipost::cli {

/// Reads a channel's URL from where the user has it.
///
/// @param argument  the URL itself, with a warning that others can read it; "-": standard input, which a terminal does not
///     show; "@FILE"; empty: as "-"
/// @throws refusal  there is none, or more than one
[[nodiscard]] secret_string read_secret_url(const std::string& argument, const global_options& global);

} // namespace multipost::cli

#endif
