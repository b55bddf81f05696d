// SPDX-License-Identifier: BSL-1.0
#include "application.hpp"

#include "accounts/make_accounts.hpp"
#include "accounts/session_cookies.hpp"
#include "demo_accounts.hpp"
#include "events/event_routes.hpp"
#include "handlers/account_handlers.hpp"
#include "handlers/channel_handlers.hpp"
#include "handlers/connector_handlers.hpp"
#include "handlers/delivery_handlers.hpp"
#include "handlers/post_handlers.hpp"
#include "handlers/preview_handlers.hpp"
#include "handlers/schedule_handlers.hpp"
#include "operation/database_routes.hpp"
#include "operation/health_routes.hpp"
#include "operation/key_routes.hpp"
#include "pages/embedded_file.hpp"
#include "startup_failure.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace webapp {

namespace asio = boost::asio;
using multipost::log_level;

namespace {

/// What has ended is followed for this long, and the time of a query, at most.
constexpr std::chrono::seconds time_between_looks_at_sessions{2};

multipost::publisher_options publisher_options_of(const configuration& c, const log& to)
{
    multipost::publisher_options options;
    options.allow = c.allow;
    options.log = to.sink("publisher");
    return options;
}

multipost::outbox_worker_options worker_options_of(const log& to, metrics& counts, security_log_writer& security)
{
    multipost::outbox_worker_options options;
    options.log = [sink = to.sink("worker"), &counts, &security](const multipost::log_record& record) {
        counts.note_attempt(record);
        security.note_attempt(record);
        sink(record);
    };
    return options;
}

multipost::change_listener listener_of(const std::shared_ptr<change_inbox>& changes)
{
    return [changes](std::span<const multipost::outbox_change> told) { changes->put(told); };
}

std::unique_ptr<accounts> open_accounts(const configuration& c, const store& kept,
                                        const multipost::connector_registry& connectors, security_log& security,
                                        const log& to)
{
    using std::chrono::duration_cast;
    accounts_options options;
    options.registration = c.registration;
    options.session_idle = duration_cast<std::chrono::seconds>(c.session_idle_timeout);
    options.session_age = duration_cast<std::chrono::seconds>(c.session_lifetime);
    auto opened = make_accounts(kept.database, options, security);
    if (!opened) throw startup_failure(opened.error());
    if (!opened->setup_token.empty())
        to.write(log_level::warning, "server",
                 "There is no administrator yet. Register with this one-time setup token to become it, or run "
                 "multipost-web admin create.",
                 {{"setup_token", opened->setup_token.reveal()}});
    if (c.demo_sandbox.empty()) return std::move(opened->service);
    return std::make_unique<demo_accounts>(std::move(opened->service), kept.outbox, connectors, c.demo_sandbox);
}

} // namespace

application::application(asio::io_context& io, const configuration& c, log to)
    : io_(io),
      log_(std::move(to)),
      security_(log_),
      connectors_(load_connectors(c, security_)),
      changes_(std::make_shared<change_inbox>(io.get_executor())),
      store_(open_store(c, connectors_, listener_of(changes_), log_)),
      metrics_(connectors_.connectors()),
      events_(std::make_shared<event_hub>()),
      publisher_(io.get_executor(), connectors_, publisher_options_of(c, log_)),
      worker_(store_.outbox, publisher_, worker_options_of(log_, metrics_, security_)),
      accounts_(open_accounts(c, store_, connectors_, security_, log_)),
      access_log_(log_, security_, metrics_),
      health_(store_.database, worker_),
      instance_{c.registration, !c.demo_sandbox.empty()},
      cookies_(std::make_shared<session_cookies>(c.public_origin,
                                                 std::chrono::duration_cast<std::chrono::seconds>(c.session_lifetime))),
      posts_per_day_(c.posts_per_day),
      pages_(embedded_files()),
      router_(make_router(c.public_origin)),
      admin_router_(make_router(c.public_origin))
{
    changes_->read_by([hub = events_](std::span<const multipost::outbox_change> changes) { hub->changed(changes); });
    events_->count_by([this](std::size_t count) { metrics_.set_sse_clients(count); });
    add_event_routes(router_, events_, c.public_origin);
    add_routes();
}

// Streams, and the database, may go later than this.
application::~application()
{
    changes_->close();
    events_->count_by({});
}

router application::make_router(const std::string& public_origin)
{
    const auto told = [this](const request& r, std::string_view route, const std::optional<identity>& who,
                             const response& answer) { access_log_.answered(r, route, who, answer); };
    const auto failed = [this](const request& r, std::string_view route, std::string_view what) {
        access_log_.failed(r, route, what);
    };
    return router(account_authenticator(*accounts_, cookies_), public_origin, told, failed);
}

void application::add_routes()
{
    add_instance_routes(router_, *accounts_, instance_);
    add_account_routes(router_, *accounts_, cookies_);
    add_connector_routes(router_, connectors_);
    add_channel_routes(router_, store_.outbox, connectors_, publisher_, security_);
    add_preview_routes(router_, store_.outbox, connectors_, publisher_, security_);
    add_post_routes(router_, store_.outbox, posts_per_day_);
    add_schedule_routes(router_);
    add_delivery_routes(router_, store_.outbox);
    add_health_routes(router_, health_);
    add_key_routes(router_, store_.outbox, store_.key_file, security_);
    add_database_routes(router_, store_.database, security_);
    router_.add_fallback("/*", [this](request_context c) { return answer_page(std::move(c.request)); });

    add_health_routes(admin_router_, health_);
    const auto connections = [this] { return open_connections_ ? open_connections_() : std::size_t{0}; };
    add_admin_routes(admin_router_, {health_, metrics_, store_.outbox, worker_, connections});
}

asio::awaitable<response> application::answer(request r)
{
    const access_log::under_way measured(access_log_, r);
    co_return co_await router_.answer(std::move(r));
}

asio::awaitable<response> application::answer_admin(request r)
{
    const access_log::under_way measured(access_log_, r);
    co_return co_await admin_router_.answer(std::move(r));
}

asio::awaitable<response> application::answer_page(request r) { co_return pages_.answer(r); }

void application::start()
{
    worker_.start();
    health_.has_started();
    asio::co_spawn(io_, sweep_every_hour(), asio::detached);
    asio::co_spawn(io_, end_streams_of_ended_sessions(), asio::detached);
}

asio::awaitable<void> application::stop(std::chrono::milliseconds at_most)
{
    co_await worker_.async_stop(at_most, asio::use_awaitable);
}

asio::awaitable<void> application::sweep_every_hour()
{
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;)
    {
        timer.expires_after(std::chrono::hours(1));
        co_await timer.async_wait(asio::use_awaitable);
        std::string failure;
        try
        {
            co_await accounts_->sweep();
        }
        catch (const std::exception& e)
        {
            failure = e.what();
        }
        if (!failure.empty())
            log_.write(log_level::warning, "accounts", "What has ended could not be removed.", {{"error", failure}});
    }
}

// Asked, and not told, so that it does not matter how a session ends, nor in which process.
asio::awaitable<void> application::end_streams_of_ended_sessions()
{
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;)
    {
        timer.expires_after(time_between_looks_at_sessions);
        co_await timer.async_wait(asio::use_awaitable);
        try
        {
            events_->forget(std::chrono::steady_clock::now());
            const auto following = events_->sessions();
            if (following.empty()) continue;
            const auto living = co_await accounts_->living_sessions(following);
            events_->end_sessions(following, living);
        }
        catch (const std::exception&)
        {
            // A database that cannot be read tells of no change either. Whatever failed is tried again.
        }
    }
}

} // namespace webapp
