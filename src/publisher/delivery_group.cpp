// SPDX-License-Identifier: BSL-1.0
#include "publisher/delivery_group.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

void delivery_group::add(asio::any_io_executor serial_executor, const delivery_environment& environment,
                         const std::shared_ptr<const message>& content, channel to)
{
    members_.emplace_back(std::move(serial_executor), environment, content, std::move(to));
}

void delivery_group::start(const asio::any_io_executor& executor)
{
    if (members_.empty())
    {
        left_ = 1;
        return asio::post(executor, [self = shared_from_this()] { self->one_ended(); });
    }
    left_ = members_.size();
    for (auto& m : members_)
    {
        auto ended = [self = shared_from_this()](const std::exception_ptr&) { self->one_ended(); };
        asio::co_spawn(m.executor, m.run.run(), asio::bind_cancellation_slot(m.signal.slot(), std::move(ended)));
    }
}

void delivery_group::cancel()
{
    for (auto& m : members_)
        asio::post(m.executor, [self = shared_from_this(), &m] { m.signal.emit(asio::cancellation_type::terminal); });
}

void delivery_group::one_ended()
{
    if (left_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    std::vector<delivery_result> results;
    results.reserve(members_.size());
    for (auto& m : members_) results.push_back(std::move(m.run.result()));
    const auto completion = std::exchange(completion_, nullptr);
    completion->complete(std::move(results));
}

} // namespace multipost
