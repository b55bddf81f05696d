// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_COMMAND_LINE_HPP
#define SANDBOX_COMMAND_LINE_HPP

#include "server.hpp"

#include <string>
#include <variant>

namespace sandbox {

/// What the command line asks for.
struct command
{
    server_options server;
    std::string ca_file; ///< where to write the authority's certificate; empty: nowhere
};

/// An end before the server starts: help, version, or a mistake.
struct early_end
{
    int exit_code = 0; ///< 0, or 2 for a mistake
    std::string text;  ///< for standard output when the code is 0, else for standard error
};

/// Reads the command line, and MULTIPOST_SANDBOX_LISTEN from the environment. Reads the files of --cert and --key.
[[nodiscard]] std::variant<command, early_end> read_command_line(int argc, const char* const* argv);

} // namespace sandbox

#endif
