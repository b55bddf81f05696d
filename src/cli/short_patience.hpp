// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_SHORT_PATIENCE_HPP
#define MULTIPOST_CLI_SHORT_PATIENCE_HPP

#include <chrono>
#include <thread>

namespace multipost::cli {

/// How long a data folder is waited for that another process has: other commands have it for milliseconds, and a server that
/// starts listens a moment after it took it.
class short_patience
{
public:
    [[nodiscard]] bool is_over() const { return std::chrono::steady_clock::now() >= end_; }

    void wait() const { std::this_thread::sleep_for(std::chrono::milliseconds(25)); }

private:
    std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + std::chrono::seconds(2);
};

} // namespace multipost::cli

#endif
