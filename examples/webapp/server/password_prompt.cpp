// SPDX-License-Identifier: BSL-1.0
#include "password_prompt.hpp"

#include "startup_failure.hpp"

#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <string_view>

namespace webapp {

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

multipost::secret_string read_line()
{
    std::string line;
    std::getline(std::cin, line);
    if (line.ends_with('\r')) line.pop_back();
    multipost::secret_string read(line);
    explicit_bzero(line.data(), line.size());
    return read;
}

multipost::secret_string prompt(std::string_view question)
{
    std::cerr << question << std::flush;
    const without_echo silence;
    auto typed = read_line();
    std::cerr << '\n';
    return typed;
}

} // namespace

multipost::secret_string ask_for_new_password()
{
    const bool terminal = isatty(STDIN_FILENO) == 1;
    auto password = terminal ? prompt("New password: ") : read_line();
    if (password.empty())
        throw startup_failure(exit_code::usage, "There is no password: type it, or give it on standard input.");
    if (terminal && !(prompt("The same again: ") == password))
        throw startup_failure(exit_code::usage, "The two passwords differ. Nothing was changed.");
    return password;
}

} // namespace webapp
