// SPDX-License-Identifier: BSL-1.0
/// @file
/// Lets a coroutine wait for an instant.
#ifndef MULTIPOST_PUBLISHER_WAIT_UNTIL_HPP
#define MULTIPOST_PUBLISHER_WAIT_UNTIL_HPP

#include <boost/asio/awaitable.hpp>

#include <chrono>

namespace multipost {

/// Waits. False: the coroutine, which asks for its cancellation, was cancelled before or meanwhile.
[[nodiscard]] boost::asio::awaitable<bool> wait_until(std::chrono::steady_clock::time_point until);

} // namespace multipost

#endif
