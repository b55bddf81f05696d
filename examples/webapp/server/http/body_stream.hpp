// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_BODY_STREAM_HPP
#define WEBAPP_HTTP_BODY_STREAM_HPP

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>
#include <utility>

namespace webapp {

/// A body that is written as it comes. Used on the server's executor only, and gone when its answer has ended, however that was.
class body_stream
{
public:
    body_stream() = default;
    body_stream(const body_stream&) = delete;
    body_stream& operator=(const body_stream&) = delete;
    virtual ~body_stream();

    /// Waits until there is something to write, and returns it; an empty text: the body is complete. Called again when that
    /// has been taken by the client's side, and not at all for HEAD. What it throws ends the connection.
    virtual boost::asio::awaitable<std::string> next() = 0;

    /// Has next() complete at once: with what is left to say, then with nothing. The server stops, or the client has left.
    virtual void finish() noexcept = 0;

    /// Calls this when the answer has ended. Once; what it throws is nobody's.
    void at_end(std::function<void()> told) { at_end_ = std::move(told); }

private:
    std::function<void()> at_end_;
};

} // namespace webapp

#endif
