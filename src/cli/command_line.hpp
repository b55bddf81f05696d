// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_COMMAND_LINE_HPP
#define MULTIPOST_CLI_COMMAND_LINE_HPP

#include "cli/invocation.hpp"

#include <string>
#include <variant>

namespace multipost::cli {

/// A text that was asked for: help, or the version.
struct information
{
    std::string text;
};

/// Reads the command line, and MULTIPOST_PLUGIN_PATH from the environment.
///
/// @throws refusal  the command line is wrong; the text says what was probably meant
[[nodiscard]] std::variant<invocation, information> read_command_line(int argc, const char* const* argv);

} // namespace multipost::cli

#endif
