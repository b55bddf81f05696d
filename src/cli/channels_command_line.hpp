// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_CHANNELS_COMMAND_LINE_HPP
#define MULTIPOST_CLI_CHANNELS_COMMAND_LINE_HPP

#include "cli/invocation.hpp"

#include <CLI/App.hpp>

#include <optional>
#include <string>

namespace multipost::cli {

/// The options of `multipost channels` and its commands.
class channels_command_line
{
public:
    /// @param app  outlives this object, which stays where it is
    explicit channels_command_line(CLI::App& app);
    channels_command_line(const channels_command_line&) = delete;
    channels_command_line& operator=(const channels_command_line&) = delete;

    /// Which of them was given; nothing: none.
    /// @throws refusal  its options are wrong
    [[nodiscard]] std::optional<any_command> asked() const;

private:
    CLI::App* add(CLI::App& to, const std::string& name, const std::string& purpose);
    [[nodiscard]] channels_edit_command edit() const;

    CLI::App* list_ = nullptr;
    CLI::App* show_ = nullptr;
    CLI::App* add_ = nullptr;
    CLI::App* test_ = nullptr;
    CLI::App* edit_ = nullptr;
    CLI::App* pause_ = nullptr;
    CLI::App* resume_ = nullptr;
    CLI::App* remove_ = nullptr;

    which_channel which_;
    std::string url_;
    std::string name_;
    network_choice network_;
    bool force_ = false;
};

} // namespace multipost::cli

#endif
