// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_INTERRUPTION_HPP
#define MULTIPOST_CLI_INTERRUPTION_HPP

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace multipost::cli {

/// Waits for a time or for SIGINT or SIGTERM, while this object lives. A second signal has its default effect: it ends the
/// process.
class interruption
{
public:
    interruption();
    interruption(const interruption&) = delete;
    interruption& operator=(const interruption&) = delete;

    [[nodiscard]] bool came() const noexcept { return came_; }

    /// Returns then, or when a signal comes.
    void wait_until(std::chrono::steady_clock::time_point then);

    /// Returns when a signal comes.
    void wait();

private:
    boost::asio::io_context context_{1};
    boost::asio::steady_timer timer_{context_};
    boost::asio::signal_set signals_;
    bool came_ = false;
};

} // namespace multipost::cli

#endif
