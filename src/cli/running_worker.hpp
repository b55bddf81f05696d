// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_RUNNING_WORKER_HPP
#define MULTIPOST_CLI_RUNNING_WORKER_HPP

#include "cli/invocation.hpp"
#include "cli/opened_outbox.hpp"

#include <multipost/outbox_worker.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <thread>

namespace multipost::cli {

/// Sends what an outbox holds, on a thread of its own, from its making to stop().
class running_worker
{
public:
    running_worker(const opened_outbox& from, const global_options& global);
    /// As stop().
    ~running_worker();
    running_worker(const running_worker&) = delete;
    running_worker& operator=(const running_worker&) = delete;

    /// Begins nothing more, lets what is under way end within 30 s, and returns when it has and is recorded.
    void stop();

private:
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{context_.get_executor()};
    publisher networks_;
    outbox_worker worker_;
    std::thread thread_;
};

} // namespace multipost::cli

#endif
