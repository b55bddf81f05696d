// SPDX-License-Identifier: BSL-1.0
#include "outbox/worker_transaction.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

namespace {

using commit_signature = void(std::exception_ptr);
constexpr auto commit_token = asio::as_tuple(asio::use_awaitable);

/// Posts the work, and the handler to its own executor when the work is committed.
class transaction_start
{
public:
    transaction_start(store& s, std::function<void(store_session&)> work) : store_(s), work_(std::move(work)) {}

    template <class Handler>
    void operator()(Handler handler)
    {
        const asio::any_io_executor own = asio::get_associated_executor(handler);
        const auto executor = asio::prefer(own, asio::execution::outstanding_work.tracked);
        const auto shared = std::make_shared<Handler>(std::move(handler)); // std::function wants a copyable
        store_.transact(std::move(work_), [executor, shared](std::exception_ptr error) {
            asio::post(executor, [shared, error = std::move(error)]() mutable {
                auto last = std::move(*shared);
                std::move(last)(std::move(error));
            });
        });
    }

private:
    store& store_;
    std::function<void(store_session&)> work_;
};

} // namespace

asio::awaitable<std::exception_ptr> transact(store& s, std::function<void(store_session&)> work)
{
    transaction_start start(s, std::move(work));
    auto [error] =
        co_await asio::async_initiate<decltype(commit_token), commit_signature>(std::move(start), commit_token);
    co_return error;
}

} // namespace multipost
