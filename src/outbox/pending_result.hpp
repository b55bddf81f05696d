// SPDX-License-Identifier: BSL-1.0
/// @file
/// Completes an operation of the outbox.
#ifndef MULTIPOST_OUTBOX_PENDING_RESULT_HPP
#define MULTIPOST_OUTBOX_PENDING_RESULT_HPP

#include <multipost/error.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/require.hpp>
#include <boost/asio/system_executor.hpp>

#include <utility>

namespace multipost {

/// A handler that waits for its result, and the work that keeps its executor from ending meanwhile.
template <class T>
class pending_result
{
public:
    using handler = boost::asio::any_completion_handler<void(result<T>)>;

    explicit pending_result(handler h)
        : executor_(boost::asio::prefer(boost::asio::get_associated_executor(h, pool()),
                                        boost::asio::execution::outstanding_work.tracked)),
          handler_(std::move(h))
    {}

    /// Hands the result to the handler, on its executor. Once; from a thread of the store or of the system's pool, which no
    /// handler's executor runs on, so that nothing of the caller's runs within.
    void complete(result<T> r)
    {
        auto last = [h = std::move(handler_), r = std::move(r)]() mutable { std::move(h)(std::move(r)); };
        boost::asio::dispatch(executor_, std::move(last)); // a type-erased executor cannot be required to post
    }

private:
    static auto pool()
    {
        return boost::asio::require(boost::asio::system_executor(), boost::asio::execution::blocking.never);
    }

    using executor = boost::asio::associated_executor_t<handler, decltype(pool())>;

    executor executor_;
    handler handler_;
};

} // namespace multipost

#endif
