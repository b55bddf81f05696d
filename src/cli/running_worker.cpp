// SPDX-License-Identifier: BSL-1.0
#include "cli/running_worker.hpp"

#include "cli/log.hpp"

#include <boost/asio/use_future.hpp>

namespace multipost::cli {

namespace {

constexpr std::chrono::seconds grace{30};

outbox_worker_options worker_options(const global_options& global)
{
    outbox_worker_options options;
    options.log = make_log(global);
    return options;
}

} // namespace

running_worker::running_worker(const opened_outbox& from, const global_options& global)
    : networks_(context_.get_executor(), from.connectors(), from.network()),
      worker_(from.handle(), networks_, worker_options(global))
{
    worker_.start();
    thread_ = std::thread([this] { context_.run(); });
}

running_worker::~running_worker() { stop(); }

void running_worker::stop()
{
    if (!thread_.joinable()) return;
    worker_.async_stop(grace, boost::asio::use_future).get();
    context_.stop();
    thread_.join();
}

} // namespace multipost::cli
