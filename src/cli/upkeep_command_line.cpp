// SPDX-License-Identifier: BSL-1.0
#include "cli/upkeep_command_line.hpp"

#include "cli/shared_options.hpp"

#include <CLI/CLI.hpp>

namespace multipost::cli {

upkeep_command_line::upkeep_command_line(CLI::App& app)
{
    auto& worker = *app.add_subcommand("worker", "Send what an outbox holds, where no server does");
    worker.require_subcommand(1);
    run_ = worker.add_subcommand("run", "Send what is due, until SIGTERM or SIGINT");
    run_->add_flag("--until-empty", run_command_.until_empty, "End when nothing is due any more, as for cron");
    add_data_option(*run_, run_command_.data);
    add_network_options(*run_, run_command_.network);
}

std::optional<any_command> upkeep_command_line::asked() const
{
    if (run_->parsed()) return run_command_;
    return std::nullopt;
}

} // namespace multipost::cli
