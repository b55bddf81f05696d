// SPDX-License-Identifier: BSL-1.0
#include "cli/secret_url.hpp"

#include "cli/channel_urls.hpp"
#include "cli/refusal.hpp"

#include <termios.h>
#include <unistd.h>

#include <iostream>

namespace multipost::cli {

namespace {

// The terminal shows nothing of what is typed until this object goes.
class without_echo
{
public:
    without_echo()
    {
        tcgetattr(STDIN_FILENO, &before_);
        auto silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~without_echo() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
    without_echo(const without_echo&) = delete;
    without_echo& operator=(const without_echo&) = delete;

private:
    termios before_{};
};

std::string asked_for()
{
    std::cerr << "URL of the channel (it is not shown): " << std::flush;
    const without_echo silence;
    std::string line;
    std::getline(std::cin, line);
    std::cerr << '\n';
    return line;
}

} // namespace

secret_string read_secret_url(const std::string& argument, const global_options& global)
{
    const bool from_input = argument.empty() || argument == "-";
    if (from_input && isatty(STDIN_FILENO) == 1) return secret_string(asked_for());
    const auto urls = read_channel_urls({from_input ? "-" : argument}, std::cin);
    if (urls.size() != 1)
        throw refusal(exit_code::usage, "usage",
                      urls.empty() ? "There is no URL: write it on a line of standard input, or in @FILE."
                                   : "One URL is wanted, and there are " + std::to_string(urls.size()) + " lines.");
    if (urls.front().in_arguments && !global.quiet)
        std::cerr << "multipost: warning: other users of this machine can read the secrets in a command's arguments; "
                     "- or @FILE keeps them to yourself.\n";
    return secret_string(urls.front().url);
}

} // namespace multipost::cli
