// SPDX-License-Identifier: BSL-1.0
#include "publisher/call_context.hpp"
#include "publisher/delivery_environment.hpp"
#include "publisher/delivery_group.hpp"
#include "publisher/preview.hpp"
#include "publisher/publisher_access.hpp"

#include <multipost/publisher.hpp>
#include <multipost/version.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>

#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace asio = boost::asio;

namespace multipost {

namespace {

http_client_options client_options(const publisher_options& options, bool executor_is_serial)
{
    http_client_options out;
    out.connect_timeout = options.connect_timeout;
    out.request_timeout = options.request_timeout;
    out.max_answer_bytes = options.max_answer_bytes;
    out.max_connections_per_origin = options.max_connections_per_origin;
    out.idle_timeout = options.idle_timeout;
    out.user_agent = "multipost/" MULTIPOST_VERSION_STRING;
    out.allow = options.allow;
    out.ca_certificates_pem = options.ca_certificates_pem;
    out.log = options.log;
    out.executor_is_serial = executor_is_serial;
    return out;
}

} // namespace

class publisher::impl : public std::enable_shared_from_this<impl>
{
public:
    impl(connector_registry connectors, publisher_options options)
        : connectors_(std::move(connectors)),
          options_(std::move(options)),
          client_(context_.executor(), client_options(options_, context_.is_serial()))
    {}

    impl(asio::any_io_executor executor, connector_registry connectors, publisher_options options)
        : connectors_(std::move(connectors)),
          options_(std::move(options)),
          context_(std::move(executor)),
          client_(context_.executor(), client_options(options_, context_.is_serial()))
    {}

    [[nodiscard]] const asio::any_io_executor& executor() const noexcept { return context_.executor(); }
    [[nodiscard]] const connector_registry& connectors() const noexcept { return connectors_; }

    /// Runs a call to its end.
    std::vector<delivery_result> run(std::shared_ptr<const message> content, std::vector<channel> channels);

    /// Starts a call. @param pick  makes the handler's argument from the results
    template <class Handler, class Pick>
    void start(std::shared_ptr<const message> content, std::vector<channel> channels, Handler handler, Pick pick);

    /// Calls off what is under way; the background thread ends when all of it has.
    void close();
    void join() { context_.join(); }

    std::unique_ptr<publisher_stay> stay(const std::shared_ptr<under_way>& guest);

private:
    class blocking_completion;
    template <class Handler, class Pick>
    class dispatching_completion;
    class registration;
    class guest_stay;

    void add_all(delivery_group& group, const std::shared_ptr<const message>& content, std::vector<channel> channels);
    void forget(const under_way* work);

    connector_registry connectors_;
    publisher_options options_;
    call_context context_;
    http_client client_;
    rest_periods rests_;
    delivery_environment environment_{connectors_, options_, client_, rests_};
    std::mutex mutex_;
    std::map<const under_way*, std::weak_ptr<under_way>> under_way_; ///< asynchronous calls and guests
    bool closed_ = false;
};

/// Gives the results to the thread that waits for them.
class publisher::impl::blocking_completion final : public group_completion
{
public:
    using results = std::optional<std::vector<delivery_result>>;

    blocking_completion(call_context& context, call_context::call& waiting, results& out)
        : context_(&context),
          waiting_(&waiting),
          out_(&out)
    {}
    blocking_completion(const blocking_completion&) = delete;
    blocking_completion& operator=(const blocking_completion&) = delete;
    ~blocking_completion() override { context_->finish(*waiting_); }

    void complete(std::vector<delivery_result> all) override { *out_ = std::move(all); }

private:
    call_context* context_;
    call_context::call* waiting_;
    results* out_;
};

/// Work under way, for as long as the publisher may have to cancel it.
class publisher::impl::registration
{
public:
    registration(std::shared_ptr<impl> owner, const std::shared_ptr<under_way>& work)
        : owner_(std::move(owner)),
          work_(work.get())
    {
        const std::lock_guard lock(owner_->mutex_);
        owner_->under_way_.emplace(work_, work);
    }
    registration(registration&& other) noexcept : owner_(std::move(other.owner_)), work_(other.work_) {}
    registration& operator=(registration&&) = delete;
    ~registration() { end(); }

    [[nodiscard]] const impl& owner() const noexcept { return *owner_; }

    void end()
    {
        if (const auto owner = std::exchange(owner_, nullptr)) owner->forget(work_);
    }

private:
    std::shared_ptr<impl> owner_;
    const under_way* work_;
};

class publisher::impl::guest_stay final : public publisher_stay
{
public:
    explicit guest_stay(registration r) noexcept : registered_(std::move(r)) {}

    [[nodiscard]] const delivery_environment& environment() const noexcept override
    {
        return registered_.owner().environment_;
    }
    [[nodiscard]] asio::any_io_executor serial_executor() const override
    {
        return registered_.owner().context_.serial_executor();
    }

private:
    registration registered_;
};

/// Hands the results to the handler, on its executor.
template <class Handler, class Pick>
class publisher::impl::dispatching_completion final : public group_completion
{
    using handler_executor = asio::associated_executor_t<Handler, asio::any_io_executor>;

public:
    dispatching_completion(const asio::any_io_executor& own, Handler handler, Pick pick)
        : executor_(
              asio::prefer(asio::get_associated_executor(handler, own), asio::execution::outstanding_work.tracked)),
          is_own_(asio::get_associated_executor(handler, own) == handler_executor(own)),
          handler_(std::move(handler)),
          pick_(std::move(pick))
    {}

    void watch_for_cancellation(const std::shared_ptr<delivery_group>& group)
    {
        auto slot = asio::get_associated_cancellation_slot(handler_);
        if (!slot.is_connected()) return;
        slot.assign([weak = std::weak_ptr(group)](asio::cancellation_type type) {
            constexpr auto meant = asio::cancellation_type::terminal | asio::cancellation_type::partial;
            if ((type & meant) == asio::cancellation_type::none) return;
            if (const auto g = weak.lock()) g->cancel();
        });
    }

    void keep(registration r) { registered_.emplace(std::move(r)); }

    void complete(std::vector<delivery_result> results) override
    {
        // A handler on our own context is run before the publisher lets go of it; on another, nobody waits for it.
        if (!is_own_) registered_.reset();
        auto last = [handler = std::move(handler_), picked = pick_(std::move(results)),
                     registered = std::move(registered_)]() mutable {
            auto slot = asio::get_associated_cancellation_slot(handler);
            if (slot.is_connected()) slot.clear();
            std::move(handler)(std::move(picked));
        };
        asio::dispatch(executor_, std::move(last));
    }

private:
    handler_executor executor_;
    bool is_own_;
    Handler handler_;
    Pick pick_;
    std::optional<registration> registered_;
};

void publisher::impl::add_all(delivery_group& group, const std::shared_ptr<const message>& content,
                              std::vector<channel> channels)
{
    for (auto& c : channels) group.add(context_.serial_executor(), environment_, content, std::move(c));
}

std::vector<delivery_result> publisher::impl::run(std::shared_ptr<const message> content, std::vector<channel> channels)
{
    blocking_completion::results out;
    call_context::call waiting;
    {
        const auto group =
            std::make_shared<delivery_group>(std::make_unique<blocking_completion>(context_, waiting, out));
        add_all(*group, content, std::move(channels));
        group->start(executor());
    }
    context_.wait_for(waiting);
    if (!out)
        throw boost::system::system_error(asio::error::operation_aborted, "the publisher's executor was destroyed");
    return *std::move(out);
}

template <class Handler, class Pick>
void publisher::impl::start(std::shared_ptr<const message> content, std::vector<channel> channels, Handler handler,
                            Pick pick)
{
    auto completion =
        std::make_unique<dispatching_completion<Handler, Pick>>(executor(), std::move(handler), std::move(pick));
    auto& completed = *completion;
    const auto group = std::make_shared<delivery_group>(std::move(completion));
    add_all(*group, content, std::move(channels));
    completed.keep(registration(shared_from_this(), group));
    completed.watch_for_cancellation(group);
    context_.run_in_background();
    group->start(executor());
}

std::unique_ptr<publisher_stay> publisher::impl::stay(const std::shared_ptr<under_way>& guest)
{
    auto out = std::make_unique<guest_stay>(registration(shared_from_this(), guest));
    context_.run_in_background();
    return out;
}

void publisher::impl::forget(const under_way* work)
{
    const std::lock_guard lock(mutex_);
    under_way_.erase(work);
    if (closed_ && under_way_.empty()) context_.stop();
}

void publisher::impl::close()
{
    std::vector<std::shared_ptr<under_way>> all;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        if (under_way_.empty()) context_.stop();
        for (const auto& [key, weak] : under_way_)
            if (auto work = weak.lock()) all.push_back(std::move(work));
    }
    for (const auto& work : all) work->cancel();
}

publisher::publisher(connector_registry connectors, publisher_options options)
    : impl_(std::make_shared<impl>(std::move(connectors), std::move(options)))
{}

publisher::publisher(asio::any_io_executor executor, connector_registry connectors, publisher_options options)
    : impl_(std::make_shared<impl>(std::move(executor), std::move(connectors), std::move(options)))
{}

publisher::~publisher()
{
    impl_->close();
    impl_->join();
}

asio::any_io_executor publisher::get_executor() const noexcept { return impl_->executor(); }

std::vector<delivery_result> publisher::publish(message m, std::vector<channel> channels)
{
    return impl_->run(std::make_shared<const message>(std::move(m)), std::move(channels));
}

delivery_result publisher::check(channel c) { return std::move(impl_->run(nullptr, {std::move(c)}).front()); }

channel_preview publisher::preview(const message& m, const channel& c) const
{
    return preview_of(m, c, impl_->connectors());
}

void publisher::start_publish(message m, std::vector<channel> channels,
                              asio::any_completion_handler<publish_signature> handler)
{
    auto all = [](std::vector<delivery_result> results) { return results; };
    impl_->start(std::make_shared<const message>(std::move(m)), std::move(channels), std::move(handler), all);
}

void publisher::start_check(channel c, asio::any_completion_handler<check_signature> handler)
{
    auto only = [](std::vector<delivery_result> results) { return std::move(results.front()); };
    impl_->start(nullptr, {std::move(c)}, std::move(handler), only);
}

std::unique_ptr<publisher_stay> publisher_access::stay(publisher& p, const std::shared_ptr<under_way>& guest)
{
    return p.impl_->stay(guest);
}

} // namespace multipost
