// SPDX-License-Identifier: BSL-1.0
#include "cli/interruption.hpp"

#include <csignal>

namespace multipost::cli {

interruption::interruption() : signals_(context_, SIGINT, SIGTERM)
{
    signals_.async_wait([this](const boost::system::error_code& e, int) {
        if (e) return;
        came_ = true;
        signals_.clear(); // the next one has its default effect
        timer_.cancel();
    });
}

void interruption::wait_until(std::chrono::steady_clock::time_point then)
{
    if (came_) return;
    bool over = false;
    timer_.expires_at(then);
    timer_.async_wait([&over](const boost::system::error_code&) { over = true; });
    while (!over) context_.run_one();
}

void interruption::wait()
{
    while (!came_) context_.run_one();
}

} // namespace multipost::cli
