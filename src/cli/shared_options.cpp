// SPDX-License-Identifier: BSL-1.0
#include "cli/shared_options.hpp"

#include <CLI/CLI.hpp>

namespace multipost::cli {

void add_schedule_options(CLI::App& to, schedule_options& when, const std::string& group)
{
    to.add_option("--at", when.at, "When it goes out: \"2026-12-24 09:00\", or with an offset, or Z for UTC")
        ->type_name("TIME")
        ->group(group);
    to.add_option("--tz", when.zone, "The time zone of --at, such as Europe/Paris (default: this machine's)")
        ->type_name("ZONE")
        ->group(group);
    to.add_option("--in", when.in, "When it goes out, counted from now: 90s, 5m, 1h30m, 7d")
        ->type_name("TIME")
        ->group(group);
    to.add_option("--late", when.late, "How late it may still go out, then it is missed (default: a day)")
        ->type_name("TIME")
        ->group(group);
}

void add_text_options(CLI::App& to, message_options& message)
{
    to.add_option("TEXT", message.text, "The message in Markdown; - reads it from standard input")->type_name("");
    to.add_option("-f,--file", message.file, "Read the message from a file")->type_name("FILE");
}

CLI::Option* add_data_option(CLI::App& to, std::filesystem::path& data)
{
    return to
        .add_option_function<std::string>(
            "--data", [&data](const std::string& folder) { data = folder; },
            "The data folder of the outbox (default: MULTIPOST_DATA)")
        ->type_name("DIR");
}

void add_network_options(CLI::App& to, network_choice& network)
{
    to.add_option("--allow-host", network.allow_hosts, "Allow plain http and private addresses for these (repeatable)")
        ->type_name("HOST:PORT|CIDR[,...]")
        ->allow_extra_args(false);
    to.add_option("--ca-file", network.ca_file, "Trust these certificates instead of the system's")->type_name("PEM");
}

wall_time wall_clock() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

} // namespace multipost::cli
