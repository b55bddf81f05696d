// SPDX-License-Identifier: BSL-1.0
#include "cli/channel_commands.hpp"
#include "cli/command_line.hpp"
#include "cli/database_commands.hpp"
#include "cli/plugins.hpp"
#include "cli/posts.hpp"
#include "cli/preview.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/send.hpp"
#include "cli/utf8.hpp"
#include "cli/worker_command.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <string_view>

namespace {

using multipost::cli::exit_code;

// The number of a closed standard stream would go to the next file that is opened, and the report into that file. The
// direction is the wrong one, so that using the stream is an error.
void occupy_closed_streams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(stream, F_GETFD) == -1)
            static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

bool asks_for_json(std::string_view argument)
{
    if (!argument.starts_with("--json=")) return argument == "--json";
    argument.remove_prefix(7);
    return argument != "false" && argument != "off" && argument != "no" && argument != "0";
}

// Also before the command line is understood, because who asked for JSON reads JSON.
bool wants_json(int argc, char** argv)
{
    return std::any_of(argv, std::find(argv, argv + argc, std::string_view("--")), asks_for_json);
}

exit_code refuse(const multipost::cli::refusal& r, bool json)
{
    if (json)
    {
        const boost::json::object error{{"code", r.code()}, {"what", multipost::cli::as_utf8(r.what())}};
        std::cout << boost::json::object{{"deliveries", boost::json::array()}, {"error", error}} << '\n';
    }
    std::cerr << "multipost: " << multipost::cli::printable_lines(r.what(), "");
    return r.exit_code();
}

// A core file would hold the channels' secrets. LeakSanitizer has to look into the process.
void leave_no_core_file()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

struct ending
{
    exit_code code;
    bool may_have_sent = false;
};

bool may_send(const multipost::cli::any_command& command)
{
    if (std::holds_alternative<multipost::cli::worker_run_command>(command)) return true;
    const auto* send = std::get_if<multipost::cli::send_command>(&command);
    return send != nullptr && !send->dry_run;
}

ending run(int argc, char** argv)
{
    const auto asked = multipost::cli::read_command_line(argc, argv);
    if (const auto* told = std::get_if<multipost::cli::information>(&asked))
    {
        std::cout << told->text;
        return {exit_code::success};
    }
    const auto& call = std::get<multipost::cli::invocation>(asked);
    const auto code =
        std::visit([&call](const auto& command) { return multipost::cli::run(command, call.global); }, call.command);
    return {code, may_send(call.command)};
}

ending run_or_refuse(int argc, char** argv)
{
    try
    {
        return run(argc, argv);
    }
    catch (const multipost::cli::refusal& r)
    {
        return {refuse(r, wants_json(argc, argv))};
    }
    catch (const std::exception& e)
    {
        return {refuse({exit_code::failure, "internal", e.what()}, wants_json(argc, argv))};
    }
}

} // namespace

int main(int argc, char** argv)
{
    leave_no_core_file();
    occupy_closed_streams();
    std::signal(SIGPIPE, SIG_IGN); // a reader that has gone is an error of the stream, not the end of a delivery
    auto [code, may_have_sent] = run_or_refuse(argc, argv);
    std::cout.flush();
    if (!std::cout)
    {
        std::cerr << "multipost: standard output cannot be written; the report is lost.\n";
        // A message that was sent stays sent: to say otherwise would have a script send it again.
        if (code == exit_code::success && !may_have_sent) code = exit_code::failure;
    }
    return static_cast<int>(code);
}
