// SPDX-License-Identifier: BSL-1.0
#include "cli/upkeep_command_line.hpp"

#include "cli/shared_options.hpp"

#include <CLI/CLI.hpp>

namespace multipost::cli {

upkeep_command_line::upkeep_command_line(CLI::App& app)
{
    add_worker(app);
    add_db(app);
}

void upkeep_command_line::add_worker(CLI::App& app)
{
    auto& worker = *app.add_subcommand("worker", "Send what an outbox holds, where no server does");
    worker.require_subcommand(1);
    run_ = worker.add_subcommand("run", "Send what is due, until SIGTERM or SIGINT");
    run_->add_flag("--until-empty", run_command_.until_empty, "End when nothing is due any more, as for cron");
    add_data_option(*run_, run_command_.data);
    add_network_options(*run_, run_command_.network);
}

void upkeep_command_line::add_db(CLI::App& app)
{
    auto& db = *app.add_subcommand("db", "Look after the database of an outbox");
    db.require_subcommand(1);
    status_ = db.add_subcommand("status", "Tell how far its tables are, how large it is and what it holds");
    migrate_ = db.add_subcommand("migrate", "Bring the outbox's tables up to date; forward only");
    check_ = db.add_subcommand("check", "Look for damage");
    backup_ = db.add_subcommand("backup", "Copy it into a file, also while a server uses it");
    restore_ = db.add_subcommand("restore", "Put a backup in its place, and pause the channels it has posts for");
    for (auto* command : {backup_, restore_})
        command->add_option("FILE", file_, "The backup")->required()->type_name("");
    restore_->add_flag("--force", force_, "Also when there is a database, which is lost");
    for (auto* command : {status_, migrate_, check_, backup_, restore_}) add_data_option(*command, data_);
}

std::optional<any_command> upkeep_command_line::asked() const
{
    if (run_->parsed()) return run_command_;
    if (status_->parsed()) return db_status_command{data_};
    if (migrate_->parsed()) return db_migrate_command{data_};
    if (check_->parsed()) return db_check_command{data_};
    if (backup_->parsed()) return db_backup_command{data_, file_};
    if (restore_->parsed()) return db_restore_command{data_, file_, force_};
    return std::nullopt;
}

} // namespace multipost::cli
