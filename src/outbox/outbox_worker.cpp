// SPDX-License-Identifier: BSL-1.0
#include "outbox/outbox_access.hpp"
#include "outbox/worker.hpp"

#include <multipost/outbox_worker.hpp>

#include <utility>

namespace multipost {

class outbox_worker::impl
{
public:
    explicit impl(std::shared_ptr<worker> w) noexcept : runner(std::move(w)) {}

    std::shared_ptr<worker> runner;
};

outbox_worker::outbox_worker(outbox from, publisher& sender, outbox_worker_options options)
    : impl_(std::make_shared<impl>(std::make_shared<worker>(outbox_access::store_of(from), sender, options)))
{}

outbox_worker::~outbox_worker() { impl_->runner->abandon(); }

void outbox_worker::start() { impl_->runner->start(); }

void outbox_worker::stop(std::chrono::milliseconds at_most, boost::asio::any_completion_handler<void()> handler)
{
    impl_->runner->stop(at_most, std::move(handler));
}

worker_health outbox_worker::health() const { return impl_->runner->health(); }

} // namespace multipost
