// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_UNIT_WEBAPP_HTTP_TALKING_STREAM_HPP
#define TESTS_UNIT_WEBAPP_HTTP_TALKING_STREAM_HPP

#include "http/body_stream.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <functional>
#include <string>

namespace webapp_test {

/// A body that says what a test has it say; when it is to finish, it says "bye" and ends.
class talking_stream final : public webapp::body_stream
{
public:
    /// @param changed  called when it is asked for its first bytes, with true, and when it goes, with false
    talking_stream(const boost::asio::any_io_executor& executor, std::function<void(bool)> changed);
    ~talking_stream() override;

    boost::asio::awaitable<std::string> next() override;
    void finish() noexcept override;

    void say(std::string text);

private:
    boost::asio::steady_timer quiet_;
    std::function<void(bool)> changed_;
    std::deque<std::string> to_say_;
    bool has_begun_ = false;
    bool is_finished_ = false;
};

} // namespace webapp_test

#endif
