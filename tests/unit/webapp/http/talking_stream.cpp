// SPDX-License-Identifier: BSL-1.0
#include "talking_stream.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace asio = boost::asio;

namespace webapp_test {

talking_stream::talking_stream(const asio::any_io_executor& executor, std::function<void(bool)> changed)
    : quiet_(executor, asio::steady_timer::time_point::max()),
      changed_(std::move(changed))
{}

talking_stream::~talking_stream()
{
    if (has_begun_) changed_(false);
}

asio::awaitable<std::string> talking_stream::next()
{
    if (!std::exchange(has_begun_, true)) changed_(true);
    while (to_say_.empty() && !is_finished_)
    {
        boost::system::error_code woken;
        co_await quiet_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    if (to_say_.empty()) co_return std::string();
    auto text = std::move(to_say_.front());
    to_say_.pop_front();
    co_return text;
}

void talking_stream::finish() noexcept
{
    if (std::exchange(is_finished_, true)) return;
    say("bye");
}

void talking_stream::say(std::string text)
{
    to_say_.push_back(std::move(text));
    quiet_.cancel();
}

} // namespace webapp_test
