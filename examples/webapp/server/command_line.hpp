// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_COMMAND_LINE_HPP
#define WEBAPP_COMMAND_LINE_HPP

#include <filesystem>
#include <map>
#include <string>
#include <variant>

namespace webapp {

struct serve_command
{};

/// --healthcheck: whether the server of the data folder is ready.
struct healthcheck_command
{};

struct create_administrator_command
{
    std::string email;
    std::string name; ///< empty: what stands before the @
};

struct reset_password_command
{
    std::string email;
};

struct invite_command
{
    std::string email; ///< empty: good for anybody
};

struct rotate_key_command
{};

using any_command = std::variant<serve_command, healthcheck_command, create_administrator_command,
                                 reset_password_command, invite_command, rotate_key_command>;

/// One call of the program.
struct invocation
{
    std::filesystem::path config_file;                     ///< --config, or empty
    std::map<std::string, std::string, std::less<>> flags; ///< settings, by their names
    any_command command;
};

/// A text that was asked for: help, or the version.
struct information
{
    std::string text;
};

/// Reads the command line.
/// @throws startup_failure  it is wrong
[[nodiscard]] std::variant<invocation, information> read_command_line(int argc, const char* const* argv);

} // namespace webapp

#endif
