// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_APPLICATION_HPP
#define WEBAPP_APPLICATION_HPP

#include "accounts/accounts.hpp"
#include "accounts/session_cookies.hpp"
#include "api/router.hpp"
#include "events/change_inbox.hpp"
#include "events/event_hub.hpp"
#include "handlers/instance_handlers.hpp"
#include "operation/access_log.hpp"
#include "operation/configuration.hpp"
#include "operation/health.hpp"
#include "operation/log.hpp"
#include "operation/metrics.hpp"
#include "operation/security_log_writer.hpp"
#include "pages/pages.hpp"
#include "store.hpp"

#include <multipost/outbox_worker.hpp>
#include <multipost/publisher.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace webapp {

/// All of the server but its sockets: what answers requests, and what sends.
class application
{
public:
    /// Opens everything and begins nothing.
    ///
    /// @param io  served by one thread, on which all members are called; outlives the application
    /// @param c   with a public origin
    /// @throws startup_failure
    application(boost::asio::io_context& io, const configuration& c, log to);
    ~application();
    application(const application&) = delete;
    application& operator=(const application&) = delete;

    /// Answers a request of the public listener or the local socket.
    boost::asio::awaitable<response> answer(request r);
    /// Answers a request of the admin listener.
    boost::asio::awaitable<response> answer_admin(request r);
    /// Where the server tells what it refuses by itself.
    access_log& requests() noexcept { return access_log_; }
    /// Whom the metrics ask for the number of open connections.
    void count_connections_by(std::function<std::size_t()> count) { open_connections_ = std::move(count); }

    /// Begins to send.
    void start();
    /// Tells everybody who asks that nothing new is to come here.
    void begin_stopping() noexcept { health_.is_stopping(); }
    /// Lets what is being sent end.
    boost::asio::awaitable<void> stop(std::chrono::milliseconds at_most);

private:
    void add_routes();
    router make_router(const std::string& public_origin);
    boost::asio::awaitable<response> answer_page(request r);
    boost::asio::awaitable<void> sweep_every_hour();
    boost::asio::awaitable<void> end_streams_of_ended_sessions();

    boost::asio::io_context& io_;
    log log_;
    security_log_writer security_;
    multipost::connector_registry connectors_;
    std::shared_ptr<change_inbox> changes_;
    store store_;
    metrics metrics_;
    std::shared_ptr<event_hub> events_;
    multipost::publisher publisher_;
    multipost::outbox_worker worker_;
    std::unique_ptr<accounts> accounts_;
    access_log access_log_;
    health health_;
    instance_info instance_;
    std::shared_ptr<const session_cookies> cookies_;
    std::function<std::size_t()> open_connections_;
    std::size_t posts_per_day_;
    pages pages_;
    router router_;
    router admin_router_;
};

} // namespace webapp

#endif
