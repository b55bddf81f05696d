// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_BODY_STREAM_HPP
#define WEBAPP_HTTP_BODY_STREAM_HPP

#include <boost/asio/awaitable.hpp>

#include <string>

namespace webapp {

/// A body that is written as it comes. Used on the server's executor only, and gone when its answer has ended, however that was.
class body_stream
{
public:
    virtual ~body_stream() = default;

    /// Waits until there is something to write, and returns it; an empty text: the body is complete. Called again when that
    /// has been taken by the client's side, and not at all for HEAD. What it throws ends the connection.
    virtual boost::asio::awaitable<std::string> next() = 0;

    /// Has next() complete at once: with what is left to say, then with nothing. The server stops, or the client has left.
    virtual void finish() noexcept = 0;
};

} // namespace webapp

#endif
