// SPDX-License-Identifier: BSL-1.0
#include "handlers/channel_handlers.hpp"

#include "api/entity_tag.hpp"
#include "api/json_body.hpp"
#include "api/json_response.hpp"
#include "api/problem.hpp"
#include "handlers/channel_json.hpp"
#include "handlers/channel_settings.hpp"
#include "handlers/check_throttle.hpp"
#include "handlers/secret_use.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace asio = boost::asio;

namespace webapp {

namespace {

/// What the routes of channels work with; shared by them, used on the server's one thread.
struct channel_service
{
    multipost::outbox outbox;
    multipost::connector_registry connectors;
    multipost::publisher& checker;
    security_log& log;
    std::chrono::milliseconds longest_check;
    check_throttle throttle{};
};

using service = std::shared_ptr<channel_service>;

response told(unsigned status, const multipost::stored_channel& c)
{
    auto r = json_response(status, channel_json(c));
    r.headers.emplace_back("ETag", entity_tag(c.revision));
    return r;
}

void note(security_log& log, std::string_view event, const request_context& c, std::string_view channel)
{
    const auto client = c.request.client.to_string();
    const std::string_view user = c.user().role == role::operator_ ? "operator" : std::string_view(c.user().user_id);
    log.note(event, {{"user", user}, {"channel", channel}, {"client", client}, {"request", c.request.id}});
}

/// Of a channel whose settings have been checked, only the name is left to be wrong.
multipost::stored_channel kept(multipost::result<multipost::stored_channel> c)
{
    if (c.has_error() && c.error().code == multipost::errc::bad_channel) throw problem_of(c.error(), "/name");
    return value_or_problem(std::move(c));
}

asio::awaitable<response> list(service s, request_context c)
{
    const auto found = value_or_problem(co_await s->outbox.async_list_channels(c.user().scope()));
    boost::json::array items;
    for (const auto& channel : found) items.push_back(channel_json(channel));
    co_return json_response(200, whole_list(std::move(items)));
}

asio::awaitable<response> add(service s, request_context c)
{
    auto wanted = read_new_channel(object_reader(parse_json_body(c.request)), s->connectors);
    multipost::new_channel adding;
    adding.owner = c.user().user_id;
    adding.name = std::move(wanted.name);
    adding.where = std::move(wanted.where);
    const auto added = kept(co_await s->outbox.async_add_channel(std::move(adding)));
    note(s->log, "channel_added", c, added.id);
    auto r = told(201, added);
    r.headers.emplace_back("Location", "/api/v1/channels/" + added.id);
    co_return r;
}

asio::awaitable<response> show(service s, request_context c)
{
    co_return told(200,
                   value_or_problem(co_await s->outbox.async_find_channel(c.user().scope(), c.path_parameter("id"))));
}

/// The change as it can be made to the channel as it is, on the condition that it still is so.
asio::awaitable<multipost::channel_change> prepared(service s, multipost::owner_scope scope,
                                                    multipost::stored_channel now, const wanted_change& wanted)
{
    multipost::channel_change change;
    change.name = wanted.name;
    change.state = wanted.state;
    change.if_revision = now.revision;
    if (wanted.changes_settings())
    {
        auto where = value_or_problem(co_await s->outbox.async_open_channel(std::move(scope), now.id));
        change.from = where.settings;
        change.where = changed_channel(std::move(where), wanted, s->connectors);
    }
    co_return change;
}

problem changed_meanwhile()
{
    return problem(412, "changed_meanwhile",
                   "Somebody changed this channel in the meantime. Read it again, then change it.");
}

asio::awaitable<response> change(service s, request_context c)
{
    const auto wanted = read_channel_change(object_reader(parse_json_body(c.request)));
    const auto scope = c.user().scope();
    const auto& id = c.path_parameter("id");
    std::optional<if_match> condition;
    if (const auto header = c.request.header("if-match")) condition.emplace(*header);

    // What was not to be changed must be as it was found; a worker that renews a token may come in between.
    constexpr int tries = 3;
    for (int i = 0; i < tries; ++i)
    {
        auto now = value_or_problem(co_await s->outbox.async_find_channel(scope, id));
        if (condition && !condition->allows(now.revision)) throw changed_meanwhile();
        auto change = co_await prepared(s, scope, std::move(now), wanted);
        auto changed = co_await s->outbox.async_change_channel(scope, id, std::move(change));
        if (changed.has_error() && changed.error().code == multipost::errc::changed_meanwhile) continue;
        const auto channel = kept(std::move(changed));
        note(s->log, "channel_changed", c, channel.id);
        co_return told(200, channel);
    }
    throw changed_meanwhile();
}

asio::awaitable<response> remove(service s, request_context c)
{
    const auto& id = c.path_parameter("id");
    (void)value_or_problem(co_await s->outbox.async_remove_channel(c.user().scope(), id));
    note(s->log, "channel_removed", c, id);
    co_return no_content();
}

/// What a check finds within the time that somebody waits for it.
asio::awaitable<multipost::delivery_result> checked(service s, multipost::channel channel)
{
    using namespace asio::experimental::awaitable_operators;
    asio::steady_timer limit(co_await asio::this_coro::executor, s->longest_check);
    auto check = s->checker.async_check(std::move(channel), asio::use_awaitable);
    // The loser is called off at its next safe point, and waited for.
    auto first = co_await (std::move(check) || limit.async_wait(asio::use_awaitable));
    if (auto* const found = std::get_if<0>(&first)) co_return std::move(*found);
    multipost::delivery_result late;
    late.state = multipost::delivery_state::failed;
    multipost::failure& why = late.failure.emplace();
    why.kind = multipost::failure_class::transient;
    why.code = "timeout";
    why.what = "The network did not answer in " +
               std::to_string(std::chrono::ceil<std::chrono::seconds>(s->longest_check).count()) + " seconds.";
    why.advice = "Try again later. If it goes on, look whether the network is down.";
    co_return late;
}

asio::awaitable<response> test(service s, request_context c)
{
    const auto scope = c.user().scope();
    const auto& id = c.path_parameter("id");
    auto channel = value_or_problem(co_await s->outbox.async_open_channel(scope, id));
    const auto wait = s->throttle.admit(c.user().user_id, id, std::chrono::steady_clock::now());
    if (wait > std::chrono::milliseconds(0))
    {
        note(s->log, "rate_limited", c, id);
        throw too_many_requests(wait);
    }
    note_secret_used(s->log, c.user(), id, channel.connector, "check");
    const auto found = co_await checked(s, std::move(channel));
    if (is_clear(found)) (void)value_or_problem(co_await s->outbox.async_note_check(scope, id, found.failure));
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    co_return json_response(200, channel_test_json(found, now));
}

} // namespace

void add_channel_routes(router& to, multipost::outbox outbox, multipost::connector_registry connectors,
                        multipost::publisher& checker, security_log& log, std::chrono::milliseconds longest_check)
{
    auto s = std::make_shared<channel_service>(
        channel_service{std::move(outbox), std::move(connectors), checker, log, longest_check});
    const auto route = [&](std::string_view method, std::string_view path, auto* handler) {
        to.add(method, path, access::session, [s, handler](request_context c) { return handler(s, std::move(c)); });
    };
    route("GET", "/api/v1/channels", list);
    route("POST", "/api/v1/channels", add);
    route("GET", "/api/v1/channels/{id}", show);
    route("PATCH", "/api/v1/channels/{id}", change);
    route("DELETE", "/api/v1/channels/{id}", remove);
    route("POST", "/api/v1/channels/{id}/test", test);
}

} // namespace webapp
