// SPDX-License-Identifier: BSL-1.0
#include "outbox/acceptance.hpp"
#include "outbox/outbox_impl.hpp"
#include "outbox/page_position.hpp"
#include "outbox/sqlite/delivery_table.hpp"
#include "outbox/sqlite/post_acceptance.hpp"
#include "outbox/sqlite/post_changes.hpp"
#include "outbox/sqlite/post_table.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/system_executor.hpp>

#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

namespace multipost {

namespace {

constexpr std::size_t max_page = 100;
constexpr std::size_t max_counted = 1'000;

post find_or_refuse(sqlite_session& session, const owner_scope& scope, std::string_view id)
{
    auto found = post_table(session).find(scope, id);
    if (!found) refuse(errc::not_found, "There is no post \"" + std::string(id) + "\".");
    auto attempts = delivery_table(session).attempts_of(id);
    for (auto& d : found->deliveries) d.attempts_made = std::move(attempts[d.id]);
    return *std::move(found);
}

/// Of what is to come something is scheduled, and nothing is at an end but parts of it.
bool finds_nothing(const post_query& query)
{
    return query.to_come && !query.states.empty() && !query.states.contains(post_state::scheduled) &&
           !query.states.contains(post_state::sending);
}

std::optional<page_position> position_in(const post_query& query)
{
    if (query.limit < 1 || query.limit > max_page) refuse(errc::bad_configuration, "A page has 1 to 100 posts.");
    if (query.cursor.empty()) return std::nullopt;
    auto position = from_cursor(query.cursor);
    if (!position)
        refuse(errc::bad_configuration, "The cursor is not one this server gave. Begin with the first page.");
    return position;
}

} // namespace

/// A post on its way in: what the connectors say of it is found out on the system's pool, because rendering is the plugins'
/// code; storing it is the database's. Which connectors are to be asked only the database knows, so the post goes there and
/// comes back when a verdict is missing.
class outbox::impl::acceptance : public std::enable_shared_from_this<acceptance>
{
public:
    using stored = std::variant<accepted_post, verdicts_needed>;
    /// Makes the post within a transaction, out of what is stored.
    using making = std::function<new_post(sqlite_session&)>;
    /// Stores the post within a transaction, when the verdicts do.
    using storing = std::function<stored(sqlite_session&, outbox_context&, const std::optional<planned_time>&,
                                         const connector_verdicts&)>;

    acceptance(const impl& of, handler<accepted_post> done, storing how)
        : tables_(of.tables),
          context_(of.context),
          pending_(std::move(done)),
          store_(std::move(how))
    {}

    /// A post that is given.
    void start(new_post p)
    {
        post_ = std::move(p);
        look_at_message();
    }

    /// A post that is made anew, should what it was made of have changed before it is stored.
    ///
    /// @param starts_over  how often
    void start(making make, unsigned starts_over)
    {
        make_ = std::move(make);
        starts_over_ = starts_over;
        read_post();
    }

private:
    void read_post()
    {
        tables_->post(
            [self = shared_from_this()](sqlite_session& session, key_ring&) { self->post_ = self->make_(session); },
            [self = shared_from_this()](const std::exception_ptr& why) {
                if (why) return self->finish(error_of(why));
                self->look_at_message();
            });
    }

    void look_at_message()
    {
        boost::asio::post(boost::asio::system_executor(),
                          [self = shared_from_this()] { self->guarded([&] { self->read_message(); }); });
    }

    void read_message()
    {
        auto m = message_of(post_, context_->options.max_channels_per_post);
        if (!m) return finish(m.error());
        message_ = *std::move(m);
        if (post_.when)
        {
            auto planned = plan(*post_.when);
            if (!planned) return finish(planned.error());
            planned_ = *std::move(planned);
        }
        store();
    }

    void store()
    {
        tables_->post(
            [self = shared_from_this()](sqlite_session& session, key_ring&) {
                self->answer_ = self->store_(session, *self->context_, self->planned_, self->verdicts_);
            },
            [self = shared_from_this()](const std::exception_ptr& why) { self->go_on(why); });
    }

    void go_on(const std::exception_ptr& why)
    {
        if (why)
        {
            auto reason = error_of(why);
            if (reason.code == errc::changed_meanwhile && starts_over_ != 0) return start_over();
            return finish(std::move(reason));
        }
        if (std::holds_alternative<verdicts_needed>(answer_))
            return boost::asio::post(boost::asio::system_executor(),
                                     [self = shared_from_this()] { self->guarded([&] { self->ask_connectors(); }); });
        auto& accepted = std::get<accepted_post>(answer_);
        if (accepted.refusals.empty() && !accepted.replayed) tables_->waker()();
        finish(std::move(accepted));
    }

    void start_over()
    {
        --starts_over_;
        planned_.reset();
        verdicts_.clear();
        read_post();
    }

    /// Lets go of the database first: who is told may close it next.
    void finish(result<accepted_post> r)
    {
        tables_.reset();
        pending_.complete(std::move(r));
    }

    void ask_connectors()
    {
        for (const auto& connector : std::get<verdicts_needed>(answer_).connectors)
            if (!verdicts_.contains(connector))
                verdicts_.emplace(connector, verdict_of(message_, connector, context_->connectors));
        store();
    }

    /// Nothing may be thrown into the pool.
    template <class F>
    void guarded(F f) noexcept
    {
        try
        {
            f();
        }
        catch (...)
        {
            finish(error_of(std::current_exception()));
        }
    }

    std::shared_ptr<sqlite_store> tables_;
    const std::shared_ptr<outbox_context> context_;
    pending_result<accepted_post> pending_;
    making make_;
    unsigned starts_over_ = 0;
    new_post post_;
    storing store_;
    message message_;
    std::optional<planned_time> planned_;
    connector_verdicts verdicts_;
    stored answer_;
};

void outbox::accept(handler<accepted_post> done, new_post p)
{
    auto store = [p](sqlite_session& session, outbox_context& context, const std::optional<planned_time>& planned,
                     const connector_verdicts& verdicts) {
        return accept_post(session, p, planned, verdicts, context.options, context.ids, impl::now());
    };
    std::make_shared<impl::acceptance>(*impl_, std::move(done), std::move(store))->start(std::move(p));
}

/// What is not changed only the database knows, so the post is made there, and then goes the way of a new one.
void outbox::change_post(handler<accepted_post> done, owner_scope scope, std::string id, post_change change)
{
    constexpr unsigned most_starts = 20;
    const unsigned starts_over = change.revision ? 0 : most_starts; // else its user wants to know
    const auto wanted = std::make_shared<wanted_post>();
    auto store = [wanted](sqlite_session& session, outbox_context& context, const std::optional<planned_time>& planned,
                          const connector_verdicts& verdicts) {
        return multipost::change_post(session, *wanted, planned, verdicts, context.options, context.ids, impl::now());
    };
    auto make = [wanted, scope = std::move(scope), id = std::move(id),
                 change = std::move(change)](sqlite_session& session) {
        *wanted = with_change(session, scope, id, change);
        return wanted->post;
    };
    std::make_shared<impl::acceptance>(*impl_, std::move(done), std::move(store))->start(std::move(make), starts_over);
}

void outbox::cancel(handler<post> done, owner_scope scope, std::string id, std::optional<std::int64_t> revision)
{
    auto work = [scope = std::move(scope), id = std::move(id), revision](sqlite_session& session, key_ring&) {
        return cancel_post(session, scope, id, revision, impl::now());
    };
    impl_->run<post>(std::move(done), std::move(work), impl::then::wake);
}

void outbox::restore(handler<post> done, owner_scope scope, std::string id, std::optional<std::int64_t> revision)
{
    auto work = [context = impl_->context, scope = std::move(scope), id = std::move(id),
                 revision](sqlite_session& session, key_ring&) {
        return restore_post(session, scope, id, revision, context->options, impl::now());
    };
    impl_->run<post>(std::move(done), std::move(work), impl::then::wake);
}

void outbox::find_post(handler<post> done, owner_scope scope, std::string id)
{
    auto work = [scope = std::move(scope), id = std::move(id)](sqlite_session& session, key_ring&) {
        return find_or_refuse(session, scope, id);
    };
    impl_->run<post>(std::move(done), std::move(work));
}

void outbox::list_posts(handler<post_page> done, post_query query)
{
    auto work = [query = std::move(query)](sqlite_session& session, key_ring&) {
        const auto position = position_in(query);
        return finds_nothing(query) ? post_page() : post_table(session).list(query, position);
    };
    impl_->run<post_page>(std::move(done), std::move(work));
}

void outbox::count_posts(handler<post_counts> done, owner_scope scope)
{
    auto work = [scope = std::move(scope)](sqlite_session& session, key_ring&) {
        return post_table(session).count(scope, max_counted);
    };
    impl_->run<post_counts>(std::move(done), std::move(work));
}

void outbox::retry(handler<post> done, owner_scope scope, std::string post_id)
{
    auto work = [scope = std::move(scope), id = std::move(post_id)](sqlite_session& session, key_ring&) {
        static_cast<void>(find_or_refuse(session, scope, id));
        if (delivery_table(session).retry_failed(id, impl::now()) == 0)
            refuse(errc::too_late, "None of the post's deliveries can be sent again: only those that failed can, while "
                                   "their channel exists.");
        return find_or_refuse(session, scope, id);
    };
    impl_->run<post>(std::move(done), std::move(work), impl::then::wake);
}

void outbox::resolve(handler<post_delivery> done, owner_scope scope, std::string delivery_id, resolution as)
{
    auto work = [scope = std::move(scope), id = std::move(delivery_id), as](sqlite_session& session, key_ring&) {
        delivery_table deliveries(session);
        if (!deliveries.find(scope, id)) refuse(errc::not_found, "There is no delivery \"" + id + "\".");
        const auto now = impl::now();
        const bool settled = as == resolution::delivered ? deliveries.settle_delivered(scope, id, now)
                                                         : deliveries.settle_not_delivered(scope, id, now);
        if (!settled) refuse(errc::too_late, "The delivery is not unconfirmed, so there is nothing to settle.");
        return *deliveries.find(scope, id);
    };
    impl_->run<post_delivery>(std::move(done), std::move(work), impl::then::wake);
}

} // namespace multipost
