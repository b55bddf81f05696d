// SPDX-License-Identifier: BSL-1.0
#include "administration.hpp"
#include "command_line.hpp"
#include "configuration_sources.hpp"
#include "operation/configuration.hpp"
#include "operation/log.hpp"
#include "operation/printable.hpp"
#include "process.hpp"
#include "serve.hpp"
#include "startup_failure.hpp"

#include <unistd.h>

#include <exception>
#include <iostream>
#include <variant>

namespace webapp {

namespace {

log make_log(const configuration& c)
{
    return {STDERR_FILENO, isatty(STDERR_FILENO) == 1 ? log_form::text : log_form::json, c.log};
}

void run(const serve_command&, const configuration& c)
{
    raise_file_limit();
    serve(c, make_log(c));
}

void warn(const std::vector<std::string>& of, const configuration& c)
{
    const auto log = make_log(c);
    for (const auto& warning : of) log.write(multipost::log_level::warning, "configuration", warning);
}

configuration configured(const invocation& call)
{
    auto read = read_configuration(collect_sources(call));
    if (!read.errors.empty())
    {
        std::string what = "The configuration is wrong.";
        for (const auto& error : read.errors) what += "\n" + error;
        throw startup_failure(exit_code::configuration, what);
    }
    if (std::holds_alternative<serve_command>(call.command)) warn(read.warnings, read.value);
    return with_absolute_paths(std::move(read.value));
}

exit_code run(int argc, char** argv)
{
    const auto asked = read_command_line(argc, argv);
    if (const auto* told = std::get_if<information>(&asked))
    {
        std::cout << told->text;
        return exit_code::success;
    }
    const auto& call = std::get<invocation>(asked);
    const auto c = configured(call);
    std::visit([&c](const auto& command) { run(command, c); }, call.command);
    return exit_code::success;
}

exit_code refuse(exit_code how, std::string_view what)
{
    for (std::string_view prefix = "multipost-web: "; !what.empty(); prefix = "  ")
    {
        const auto end = std::min(what.find('\n'), what.size());
        std::cerr << prefix << printable(what.substr(0, end)) << '\n';
        what.remove_prefix(std::min(end + 1, what.size()));
    }
    return how;
}

exit_code run_or_refuse(int argc, char** argv)
{
    try
    {
        return run(argc, argv);
    }
    catch (const startup_failure& f)
    {
        return refuse(f.how(), f.what());
    }
    catch (const std::exception& e)
    {
        return refuse(exit_code::failure, e.what());
    }
}

} // namespace

} // namespace webapp

int main(int argc, char** argv)
{
    webapp::harden_process();
    webapp::trim_memory();
    return static_cast<int>(webapp::run_or_refuse(argc, argv));
}
