// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_BOUNDED_POOL_HPP
#define WEBAPP_API_BOUNDED_POOL_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <exception>
#include <string_view>
#include <type_traits>
#include <utility>

namespace webapp {

/// Runs expensive work on a few threads of its own, and takes no more than so much of it at once.
///
/// Without the bound, whoever asks often enough (for passwords to be hashed, for previews) would fill the memory and let
/// everybody wait. The threads run with a nice value of 10, so that where processors are few the others go first, as far as
/// the system lets them.
class bounded_pool
{
public:
    /// @param max_pending  works that are under way or wait
    /// @param when_full    a sentence for who is refused, of static storage
    bounded_pool(std::size_t threads, std::size_t max_pending,
                 std::string_view when_full = "Too much is to be done at once.")
        : max_pending_(max_pending),
          when_full_(when_full),
          threads_(threads)
    {}

    bounded_pool(const bounded_pool&) = delete;
    bounded_pool& operator=(const bounded_pool&) = delete;

    /// Waits for what it took.
    ~bounded_pool() { threads_.join(); }

    /// Runs work on one of the threads and completes with what it returns, which needs a default value.
    ///
    /// The completion signature is void(std::exception_ptr, T). Cancelling does not shorten it: what began is finished.
    ///
    /// @throws problem  503 overloaded, when there is too much already; nothing was begun
    template <class Work, class CompletionToken = boost::asio::deferred_t>
    auto async_run(Work work, CompletionToken&& token = {});

private:
    class place;

    /// Gives the calling thread the priority of one of the pool's.
    static void go_last() noexcept;

    std::atomic<std::size_t> pending_{0};
    std::size_t max_pending_;
    std::string_view when_full_;
    boost::asio::thread_pool threads_; ///< last: its threads use the others
};

/// One of the works there may be at once.
class bounded_pool::place
{
public:
    /// @throws problem  503 overloaded
    explicit place(bounded_pool& pool);
    place(place&& other) noexcept : pool_(std::exchange(other.pool_, nullptr)) {}
    place& operator=(place&&) = delete;
    ~place() { leave(); }

    void leave() noexcept
    {
        if (auto* const p = std::exchange(pool_, nullptr)) p->pending_.fetch_sub(1);
    }

private:
    bounded_pool* pool_;
};

template <class Work, class CompletionToken>
auto bounded_pool::async_run(Work work, CompletionToken&& token)
{
    using value_type = std::decay_t<std::invoke_result_t<Work&>>;
    auto begin = [this](auto handler, Work what, place taken) {
        auto executor = boost::asio::any_io_executor(
            boost::asio::prefer(boost::asio::get_associated_executor(handler, threads_.get_executor()),
                                boost::asio::execution::outstanding_work.tracked));
        auto run = [what = std::move(what), taken = std::move(taken), executor = std::move(executor),
                    handler = std::move(handler)]() mutable {
            go_last();
            std::exception_ptr error;
            value_type value{};
            try
            {
                value = what();
            }
            catch (...)
            {
                error = std::current_exception();
            }
            taken.leave();
            auto complete = [handler = std::move(handler), value = std::move(value),
                             error = std::move(error)]() mutable {
                std::move(handler)(std::move(error), std::move(value));
            };
            boost::asio::post(executor, std::move(complete));
        };
        boost::asio::post(threads_, std::move(run));
    };
    return boost::asio::async_initiate<CompletionToken, void(std::exception_ptr, value_type)>(
        std::move(begin), token, std::move(work), place(*this));
}

} // namespace webapp

#endif
