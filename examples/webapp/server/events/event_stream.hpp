// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_EVENTS_EVENT_STREAM_HPP
#define WEBAPP_EVENTS_EVENT_STREAM_HPP

#include "api/identity.hpp"
#include "events/event_feed.hpp"
#include "events/event_hub.hpp"
#include "http/body_stream.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace webapp {

/// The events of one client, from when they are first asked for until it goes.
class event_stream final : public body_stream, private event_follower
{
public:
    /// @param who  of a session
    event_stream(boost::asio::any_io_executor executor, std::shared_ptr<event_hub> hub, identity who,
                 std::string last_event_id, std::chrono::milliseconds retry);
    ~event_stream() override;

    boost::asio::awaitable<std::string> next() override;
    void finish() noexcept override;

private:
    void note(const multipost::outbox_change& change) override;
    void note_everything() override;
    void replace() override { end(farewell_reason::replaced); }
    void end_session() override { end(farewell_reason::session_ended); }
    [[nodiscard]] const std::string& session() const override { return who_.session_id; }

    void end(farewell_reason why) noexcept;

    std::shared_ptr<event_hub> hub_;
    identity who_;
    event_feed feed_;
    boost::asio::steady_timer quiet_;
    bool has_joined_ = false;
};

} // namespace webapp

#endif
