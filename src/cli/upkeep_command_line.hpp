// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_UPKEEP_COMMAND_LINE_HPP
#define MULTIPOST_CLI_UPKEEP_COMMAND_LINE_HPP

#include "cli/invocation.hpp"

#include <CLI/App.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace multipost::cli {

/// The options of `multipost worker` and `multipost db`: what keeps an outbox at work.
class upkeep_command_line
{
public:
    /// @param app  outlives this object, which stays where it is
    explicit upkeep_command_line(CLI::App& app);
    upkeep_command_line(const upkeep_command_line&) = delete;
    upkeep_command_line& operator=(const upkeep_command_line&) = delete;

    /// Which of them was given; nothing: none.
    [[nodiscard]] std::optional<any_command> asked() const;

private:
    void add_worker(CLI::App& app);
    void add_db(CLI::App& app);

    CLI::App* run_ = nullptr;
    CLI::App* status_ = nullptr;
    CLI::App* migrate_ = nullptr;
    CLI::App* check_ = nullptr;
    CLI::App* backup_ = nullptr;
    CLI::App* restore_ = nullptr;

    worker_run_command run_command_;
    std::filesystem::path data_;
    std::string file_;
    bool force_ = false;
};

} // namespace multipost::cli

#endif
