// SPDX-License-Identifier: BSL-1.0
/// @file
/// Lets a coroutine wait for a transaction of the store.
#ifndef MULTIPOST_OUTBOX_WORKER_TRANSACTION_HPP
#define MULTIPOST_OUTBOX_WORKER_TRANSACTION_HPP

#include "outbox/clock_watch.hpp"
#include "outbox/worker_context.hpp"

#include <boost/asio/awaitable.hpp>

#include <exception>
#include <functional>

namespace multipost {

/// What is to be done in a transaction, and the time it is done by, which all rows follow.
using worker_work = std::function<void(store_session&, const clock_watch&)>;

/// Runs work in a transaction and returns, on the coroutine's executor, when it is committed. A cancellation does not
/// shorten the wait.
///
/// @param context  outlives the wait
/// @param work     may outlive the coroutine, when its executor is given up meanwhile: what it writes to, it owns
/// @return  what it threw, or why it is not committed; nullptr: it is
[[nodiscard]] boost::asio::awaitable<std::exception_ptr> transact(const worker_context& context, worker_work work);

} // namespace multipost

#endif
