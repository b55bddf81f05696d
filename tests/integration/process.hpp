// SPDX-License-Identifier: BSL-1.0
#ifndef INTEGRATION_PROCESS_HPP
#define INTEGRATION_PROCESS_HPP

#include <sys/types.h>

#include <string>
#include <vector>

namespace integration {

/// Where a program's standard output goes.
enum class output {
    kept,
    full,   ///< nothing can be written to it
    closed, ///< it is not there at all
};

/// A program to run, found by its path and never through a shell.
struct program
{
    std::vector<std::string> arguments;   ///< the program itself first
    std::string input;                    ///< its standard input
    std::vector<std::string> environment; ///< "NAME=value", beside this process's own without MULTIPOST_... and proxies
    integration::output output = integration::output::kept;
};

/// What a program left behind.
struct finished
{
    int exit_code = -1; ///< 128 + the signal when a signal ended it
    std::string out;
    std::string err;
};

/// A program that runs, its input at its end, what it says kept in memory. Killed when this object goes before wait().
class process
{
public:
    /// @throws std::system_error  it cannot be started
    explicit process(const program& what);
    ~process();
    process(const process&) = delete;
    process& operator=(const process&) = delete;

    void send_signal(int signal) const;

    /// Waits for its end. Once.
    [[nodiscard]] finished wait();

private:
    int out_;
    int err_;
    pid_t pid_ = -1;
};

/// Runs a program to its end.
[[nodiscard]] finished run(const program& what);

/// A program that serves until its standard input ends or SIGTERM comes; this object's end brings about both.
class service
{
public:
    /// Waits until the program says a line "... listening on URL".
    /// @throws std::runtime_error  it ends without
    explicit service(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {});
    ~service();
    service(const service&) = delete;
    service& operator=(const service&) = delete;

    [[nodiscard]] const std::string& url() const noexcept { return url_; }
    [[nodiscard]] pid_t pid() const noexcept { return pid_; }

    /// Ends it by SIGTERM, and returns its exit code. Once.
    [[nodiscard]] int end();

private:
    int input_ = -1;
    int output_ = -1; // kept open: a closed one would be an error to who says more
    pid_t pid_ = -1;
    std::string url_;
};

} // namespace integration

#endif
