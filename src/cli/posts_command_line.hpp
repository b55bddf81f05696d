// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_POSTS_COMMAND_LINE_HPP
#define MULTIPOST_CLI_POSTS_COMMAND_LINE_HPP

#include "cli/invocation.hpp"

#include <CLI/App.hpp>

#include <optional>
#include <string>
#include <vector>

namespace multipost::cli {

/// The options of `multipost posts` and its commands.
class posts_command_line
{
public:
    /// @param app  outlives this object, which stays where it is
    explicit posts_command_line(CLI::App& app);
    posts_command_line(const posts_command_line&) = delete;
    posts_command_line& operator=(const posts_command_line&) = delete;

    /// Which of them was given; nothing: none.
    /// @throws refusal  its options are wrong
    [[nodiscard]] std::optional<any_command> asked() const;

private:
    CLI::App* add(CLI::App& to, const std::string& name, const std::string& purpose);
    void add_list(CLI::App& to);
    void add_edit(CLI::App& to);
    void add_reschedule(CLI::App& to);
    void add_resolve(CLI::App& to);
    [[nodiscard]] posts_list_command list() const;
    [[nodiscard]] posts_resolve_command resolve() const;

    CLI::App* list_ = nullptr;
    CLI::App* show_ = nullptr;
    CLI::App* edit_ = nullptr;
    CLI::App* reschedule_ = nullptr;
    CLI::App* cancel_ = nullptr;
    CLI::App* restore_ = nullptr;
    CLI::App* retry_ = nullptr;
    CLI::App* resolve_ = nullptr;

    which_post which_;
    posts_list_command list_command_;
    std::vector<std::string> states_;
    std::string since_;
    message_options text_;
    posts_reschedule_command reschedule_command_;
    bool delivered_ = false;
    bool not_delivered_ = false;
};

} // namespace multipost::cli

#endif
