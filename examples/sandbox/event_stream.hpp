// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_EVENT_STREAM_HPP
#define SANDBOX_EVENT_STREAM_HPP

#include <functional>
#include <string>

namespace sandbox {

/// A body without an end, sent as it grows.
///
/// It is pulled, never pushed: a client that reads slowly makes next() rarer and costs no memory.
class event_stream
{
public:
    event_stream() = default;
    event_stream(const event_stream&) = delete;
    event_stream& operator=(const event_stream&) = delete;
    virtual ~event_stream() = default;

    /// Returns the bytes to send now; empty when there is nothing new.
    [[nodiscard]] virtual std::string next() = 0;

    /// Asks for `wake` to be called, from any thread, each time next() may have something.
    ///
    /// `wake` must return at once. Called at most once, before the first next().
    virtual void on_change(std::function<void()> wake) = 0;
};

} // namespace sandbox

#endif
