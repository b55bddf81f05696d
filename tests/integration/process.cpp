// SPDX-License-Identifier: BSL-1.0
#include "process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

extern char** environ;

namespace integration {

namespace {

constexpr int no_file = -1;

int checked(int result, const char* what)
{
    if (result == -1) throw std::system_error(errno, std::generic_category(), what);
    return result;
}

// A file without a name: unlike a pipe it never fills up, so nobody has to read while the program runs.
int memory_file(std::string_view content)
{
    const int file = checked(memfd_create("integration", MFD_CLOEXEC), "memfd_create");
    for (std::size_t done = 0; done != content.size();)
        done += static_cast<std::size_t>(
            checked(static_cast<int>(write(file, content.data() + done, content.size() - done)), "write"));
    checked(static_cast<int>(lseek(file, 0, SEEK_SET)), "lseek");
    return file;
}

std::string content_of(int file)
{
    std::string content;
    std::array<char, 4096> part{};
    for (off_t at = 0;;)
    {
        const auto size = pread(file, part.data(), part.size(), at);
        if (size <= 0) return content;
        content.append(part.data(), static_cast<std::size_t>(size));
        at += size;
    }
}

bool belongs_to_the_tester(std::string_view variable)
{
    for (const std::string_view prefix :
         {"MULTIPOST_", "HTTPS_PROXY=", "HTTP_PROXY=", "NO_PROXY=", "ALL_PROXY=", "https_proxy=", "http_proxy=",
          "no_proxy=", "all_proxy=", "NO_COLOR=", "SSL_CERT_"})
        if (variable.starts_with(prefix)) return true;
    return false;
}

std::vector<std::string> environment_with(const std::vector<std::string>& added)
{
    std::vector<std::string> all;
    for (char** variable = environ; *variable != nullptr; ++variable)
        if (!belongs_to_the_tester(*variable)) all.emplace_back(*variable);
    all.insert(all.end(), added.begin(), added.end());
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& strings)
{
    std::vector<char*> out;
    for (auto& s : strings) out.push_back(s.data());
    out.push_back(nullptr);
    return out;
}

pid_t spawn(std::vector<std::string> arguments, std::vector<std::string> environment, int in, int out, int err)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    if (out == no_file)
        posix_spawn_file_actions_addclose(&files, STDOUT_FILENO);
    else
        posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    if (err != STDERR_FILENO) posix_spawn_file_actions_adddup2(&files, err, STDERR_FILENO);
    pid_t pid = -1;
    const int error = posix_spawn(&pid, arguments.front().c_str(), &files, nullptr, pointers(arguments).data(),
                                  pointers(environment).data());
    posix_spawn_file_actions_destroy(&files);
    if (error != 0) throw std::system_error(error, std::generic_category(), arguments.front());
    return pid;
}

int exit_code_of(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
    {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int output_file(output where)
{
    if (where == output::closed) return no_file;
    return where == output::full ? checked(open("/dev/full", O_WRONLY | O_CLOEXEC), "/dev/full") : memory_file({});
}

void end(pid_t pid)
{
    kill(pid, SIGKILL);
    static_cast<void>(exit_code_of(pid));
}

} // namespace

process::process(const program& what) : out_(output_file(what.output)), err_(memory_file({}))
{
    const int in = memory_file(what.input);
    pid_ = spawn(what.arguments, environment_with(what.environment), in, out_, err_);
    close(in);
}

process::~process()
{
    if (pid_ != -1) end(pid_);
    close(out_);
    close(err_);
}

void process::send_signal(int signal) const { kill(pid_, signal); }

finished process::wait()
{
    finished end;
    end.exit_code = exit_code_of(pid_);
    pid_ = -1;
    end.out = content_of(out_);
    end.err = content_of(err_);
    return end;
}

finished run(const program& what) { return process(what).wait(); }

service::service(const std::vector<std::string>& arguments, const std::vector<std::string>& environment)
{
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    checked(pipe2(input.data(), O_CLOEXEC), "pipe2");
    checked(pipe2(output.data(), O_CLOEXEC), "pipe2");
    pid_ = spawn(arguments, environment_with(environment), input[0], output[1], STDERR_FILENO);
    close(input[0]);
    close(output[1]);
    input_ = input[1];
    output_ = output[0];

    constexpr std::string_view mark = "listening on ";
    std::string said;
    char c = 0;
    while (said.find(mark) == std::string::npos || !said.ends_with('\n'))
    {
        if (read(output_, &c, 1) != 1)
            throw std::runtime_error(arguments.front() + " ended before it listened: " + said);
        said += c;
    }
    url_ = said.substr(said.find(mark) + mark.size());
    url_.pop_back();
}

int service::end()
{
    kill(pid_, SIGTERM);
    return exit_code_of(std::exchange(pid_, -1));
}

service::~service()
{
    close(input_);
    if (pid_ != -1) static_cast<void>(end());
    close(output_);
}

} // namespace integration
