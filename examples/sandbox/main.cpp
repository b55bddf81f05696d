// SPDX-License-Identifier: BSL-1.0
#include "command_line.hpp"

#include <pthread.h>

#include <csignal>
#include <exception>
#include <fstream>
#include <iostream>

namespace {

// Blocked before any thread starts, so that only sigwait() gets them.
sigset_t stop_signals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return set;
}

void write_file(const std::string& name, const std::string& content)
{
    std::ofstream out{name, std::ios::binary | std::ios::trunc};
    out << content;
    if (!out.flush()) throw std::runtime_error("cannot write " + name);
}

void serve(const sandbox::command& command)
{
    const auto signals = stop_signals();
    const sandbox::server server{command.server};
    if (!command.ca_file.empty()) write_file(command.ca_file, server.ca_pem());
    std::cout << "multipost-sandbox: listening on " << server.url() << std::endl;
    if (command.server.https) std::cout << "multipost-sandbox: listening on " << server.https_url() << std::endl;
    int signal = 0;
    sigwait(&signals, &signal);
}

} // namespace

int main(int argc, char** argv)
{
    const auto asked = sandbox::read_command_line(argc, argv);
    if (const auto* end = std::get_if<sandbox::early_end>(&asked))
    {
        (end->exit_code == 0 ? std::cout : std::cerr) << end->text;
        return end->exit_code;
    }
    try
    {
        serve(std::get<sandbox::command>(asked));
    }
    catch (const std::exception& e)
    {
        std::cerr << "multipost-sandbox: " << e.what()
                  << "\nAnother address is chosen with --listen HOST:PORT or MULTIPOST_SANDBOX_LISTEN.\n";
        return 1;
    }
}
