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

/// Sends a handler back to its executor, from the store's thread.
template <class Handler>
class way_back
{
public:
    way_back(const worker_context& context, Handler handler)
        : stay_(context.stay),
          clock_(context.clock),
          executor_(asio::prefer(asio::any_io_executor(asio::get_associated_executor(handler)),
                                 asio::execution::outstanding_work.tracked)),
          handler_(std::make_shared<Handler>(std::move(handler))) // std::function wants a copyable
    {}

    void operator()(std::exception_ptr error) const
    {
        clock_->ended(error == nullptr);
        asio::post(executor_, [handler = handler_, error = std::move(error)]() mutable {
            auto last = std::move(*handler);
            std::move(last)(std::move(error));
        });
    }

private:
    /// The handler may be the last that the publisher waits for: its context has to outlive the posting itself.
    std::shared_ptr<publisher_stay> stay_;
    std::shared_ptr<stored_clock> clock_;
    asio::any_io_executor executor_;
    std::shared_ptr<Handler> handler_;
};

/// Posts the work, and the handler to its own executor when the work is committed.
class transaction_start
{
public:
    transaction_start(const worker_context& context, worker_work work) : context_(context), work_(std::move(work)) {}

    template <class Handler>
    void operator()(Handler handler)
    {
        auto timed = [clock = context_.clock, work = std::move(work_)](store_session& s) {
            try
            {
                work(s, clock->follow(s));
            }
            catch (...)
            {
                // Taken back alone, before those that share its commit are told of theirs.
                clock->ended(false);
                throw;
            }
        };
        context_.deliveries->transact(std::move(timed), way_back<Handler>(context_, std::move(handler)));
    }

private:
    const worker_context& context_;
    worker_work work_;
};

} // namespace

asio::awaitable<std::exception_ptr> transact(const worker_context& context, worker_work work)
{
    transaction_start start(context, std::move(work));
    auto [error] =
        co_await asio::async_initiate<decltype(commit_token), commit_signature>(std::move(start), commit_token);
    co_return error;
}

} // namespace multipost
