// SPDX-License-Identifier: BSL-1.0
#include "engine/http_client.hpp"

#include "engine/connection_pool.hpp"
#include "engine/dialer.hpp"
#include "engine/interruption.hpp"
#include "engine/prepared_request.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

namespace {

auto cancels(const std::weak_ptr<interruption>& weak)
{
    return [weak](asio::cancellation_type) {
        if (const auto stop = weak.lock()) stop->cancel();
    };
}

} // namespace

class http_client::impl
{
public:
    impl(asio::any_io_executor executor, http_client_options options)
        : executor_(std::move(executor)),
          options_(std::move(options)),
          limits_(options_.max_header_bytes, options_.max_answer_bytes),
          pool_(std::make_shared<connection_pool>(options_.max_connections_per_origin, options_.idle_timeout)),
          dialer_(executor_, dialer_options(options_.connect_timeout, options_.allow, options_.ca_certificates_pem))
    {}

    static asio::awaitable<exchange_result> exchange(std::shared_ptr<impl> self, const http_request& request,
                                                     const std::vector<attachment>& attachments,
                                                     interruption::clock::time_point deadline, departure_gate* gate);

    void close();

private:
    class registration;

    asio::awaitable<exchange_result> run(const http_request& request, const std::vector<attachment>& attachments,
                                         departure_gate* gate, interruption& stop);

    asio::awaitable<exchange_result> run_on_connection(const http_request& request, const destination& to,
                                                       prepared_request& prepared, departure_gate* gate,
                                                       interruption& stop);

    asio::awaitable<std::optional<io_failure>> dial(std::unique_ptr<http_connection>& dialed, const destination& to,
                                                    interruption& stop);

    void log(std::string_view text, const destination& to, unsigned status = 0) const;

    const asio::any_io_executor executor_;
    const http_client_options options_;
    const answer_limits limits_;
    const std::shared_ptr<connection_pool> pool_;
    dialer dialer_;
    std::mutex mutex_;
    std::unordered_set<std::shared_ptr<interruption>> under_way_;
    bool closed_ = false;
};

// Lets the end of the client reach an exchange.
class http_client::impl::registration
{
public:
    registration(impl& client, const std::shared_ptr<interruption>& stop) : client_(client), stop_(stop)
    {
        const std::lock_guard lock(client_.mutex_);
        client_.under_way_.insert(stop_);
        if (client_.closed_) stop_->cancel();
    }

    ~registration()
    {
        const std::lock_guard lock(client_.mutex_);
        client_.under_way_.erase(stop_);
    }

    registration(const registration&) = delete;
    registration& operator=(const registration&) = delete;

private:
    impl& client_;
    const std::shared_ptr<interruption>& stop_;
};

// Each exchange runs on a strand of its own, where its timer, its cancellation and the end of the client meet; with a serial
// executor, where the caller runs.
asio::awaitable<exchange_result> http_client::impl::exchange(std::shared_ptr<impl> self, const http_request& request,
                                                             const std::vector<attachment>& attachments,
                                                             interruption::clock::time_point deadline,
                                                             departure_gate* gate)
{
    const bool serial = self->options_.executor_is_serial;
    const asio::any_io_executor strand =
        serial ? self->executor_ : asio::any_io_executor(asio::make_strand(self->executor_));
    const auto stop = std::make_shared<interruption>(strand, deadline);
    const registration registered(*self, stop);

    const auto callers = co_await asio::this_coro::cancellation_state;
    auto slot = callers.slot();
    if (callers.cancelled() != asio::cancellation_type::none) stop->cancel();
    if (serial)
    {
        stop->follow(slot);
        const bool throws = co_await asio::this_coro::throw_if_cancelled();
        co_await asio::this_coro::throw_if_cancelled(false); // the interruption ends it
        auto answered = co_await self->run(request, attachments, gate, *stop);
        co_await asio::this_coro::throw_if_cancelled(throws);
        co_return answered;
    }

    // The caller's cancellation is passed on by hand: co_spawn's own way races with the end of what it spawned, when that
    // runs on another executor (Boost 1.81). The caller's signal may outlive all of this.
    if (slot.is_connected()) slot.assign(cancels(stop));
    auto task = self->run(request, attachments, gate, *stop);
    auto without_slot = asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable);
    auto answered = co_await asio::co_spawn(strand, std::move(task), std::move(without_slot));
    if (slot.is_connected()) slot.clear();
    co_return answered;
}

asio::awaitable<exchange_result> http_client::impl::run(const http_request& request,
                                                        const std::vector<attachment>& attachments,
                                                        departure_gate* gate, interruption& stop)
{
    const auto to = destination_from_url(request.url);
    if (!to) co_return to.error();
    auto prepared = prepared_request::from(request, *to, attachments, options_.user_agent);
    if (!prepared) co_return prepared.error();

    auto answered = co_await run_on_connection(request, *to, *prepared, gate, stop);
    stop.finish();
    co_return answered;
}

asio::awaitable<exchange_result> http_client::impl::run_on_connection(const http_request& request,
                                                                      const destination& to, prepared_request& prepared,
                                                                      departure_gate* gate, interruption& stop)
{
    auto slot = co_await pool_->acquire(to.origin, stop);
    if (stop.interrupted()) co_return stop.failure(to.origin, false);

    auto used = slot.take_rested();
    bool rested = used != nullptr;
    for (bool may_leave = false; !may_leave;)
    {
        if (rested)
            log("connection reused", to);
        else if (auto failed = co_await dial(used, to, stop))
            co_return *std::move(failed);
        if (!gate) break;

        stop.begin(exchange_step::departure);
        may_leave = co_await gate->before_first_byte();
        const auto callers = co_await asio::this_coro::cancellation_state;
        if (!may_leave || callers.cancelled() != asio::cancellation_type::none) stop.cancel_at_once();
        if (stop.interrupted())
        {
            slot.keep(std::move(used));
            co_return stop.failure(to.origin, false);
        }
        // A peer may have had enough of an idle connection meanwhile.
        if (std::exchange(rested, false)) may_leave = used->is_still_open();
    }

    stop.begin(exchange_step::answer, request.timeout.count() > 0 ? request.timeout : options_.request_timeout);
    if (stop.interrupted()) co_return stop.failure(to.origin, false);
    auto answered = co_await used->exchange(prepared, limits_, to.origin, stop);
    if (const auto* response = std::get_if<http_response>(&answered)) log("answered", to, response->status);
    if (used->is_reusable())
        slot.keep(std::move(used));
    else
        log("connection closed", to);
    co_return answered;
}

asio::awaitable<std::optional<io_failure>> http_client::impl::dial(std::unique_ptr<http_connection>& dialed,
                                                                   const destination& to, interruption& stop)
{
    auto made = co_await dialer_.dial(to, stop);
    if (auto* const failed = std::get_if<io_failure>(&made)) co_return std::move(*failed);
    dialed = std::get<std::unique_ptr<http_connection>>(std::move(made));
    log("connected", to);
    co_return std::nullopt;
}

void http_client::impl::close()
{
    pool_->close();
    const std::lock_guard lock(mutex_);
    closed_ = true;
    for (const auto& stop : under_way_) stop->cancel();
}

// The origin and nothing else of the URL: a webhook's path is its password.
void http_client::impl::log(std::string_view text, const destination& to, unsigned status) const
{
    if (!options_.log) return;
    const auto status_text = std::to_string(status);
    log_record record;
    record.level = log_level::debug;
    record.text = text;
    record.fields.emplace_back("origin", to.origin);
    if (status != 0) record.fields.emplace_back("status", status_text);
    options_.log(record);
}

http_client::http_client(asio::any_io_executor executor, http_client_options options)
    : impl_(std::make_shared<impl>(std::move(executor), std::move(options)))
{}

http_client::~http_client() { impl_->close(); }

asio::awaitable<exchange_result> http_client::exchange(const http_request& request,
                                                       const std::vector<attachment>& attachments,
                                                       std::chrono::steady_clock::time_point deadline,
                                                       departure_gate* gate)
{
    return impl::exchange(impl_, request, attachments, deadline, gate);
}

} // namespace multipost
