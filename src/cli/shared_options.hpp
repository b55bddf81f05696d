// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_SHARED_OPTIONS_HPP
#define MULTIPOST_CLI_SHARED_OPTIONS_HPP

#include "cli/invocation.hpp"

#include <CLI/App.hpp>

#include <filesystem>
#include <string>

namespace multipost::cli {

/// --at, --tz, --in and --late. @param group  under which heading the help shows them
void add_schedule_options(CLI::App& to, schedule_options& when, const std::string& group = "Options");

/// TEXT and --file.
void add_text_options(CLI::App& to, message_options& message);

/// --data. @param data  outlives the application
CLI::Option* add_data_option(CLI::App& to, std::filesystem::path& data);

/// --allow-host and --ca-file, for what this process sends itself.
void add_network_options(CLI::App& to, network_choice& network);

/// The wall clock, as the outbox reads it.
[[nodiscard]] wall_time wall_clock();

} // namespace multipost::cli

#endif
