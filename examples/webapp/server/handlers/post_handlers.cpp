// SPDX-License-Identifier: BSL-1.0
#include "handlers/post_handlers.hpp"

#include "api/entity_tag.hpp"
#include "api/json_response.hpp"
#include "api/problem.hpp"
#include "handlers/channel_ids.hpp"
#include "handlers/failure_json.hpp"
#include "handlers/post_filter.hpp"
#include "handlers/post_json.hpp"
#include "handlers/post_problems.hpp"
#include "handlers/post_requests.hpp"

#include <boost/json/array.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace json = boost::json;

namespace webapp {

namespace {

/// Which of the channels of a post do not exist, or not for its owner.
asio::awaitable<std::vector<std::size_t>> missing_channels(multipost::outbox outbox, multipost::owner_scope scope,
                                                           std::vector<std::string> ids)
{
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < ids.size(); ++i)
    {
        const auto found = co_await outbox.async_find_channel(scope, ids[i]);
        if (found.has_error()) missing.push_back(i);
    }
    co_return missing;
}

/// In whose name the operator sends to these channels.
asio::awaitable<std::string> owner_of(multipost::outbox outbox, std::vector<std::string> channels)
{
    const auto everyone = multipost::owner_scope::everyone();
    std::optional<std::string> owner;
    for (const auto& id : channels)
    {
        const auto found = co_await outbox.async_find_channel(everyone, id);
        if (found.has_error()) continue; // is told when the post is not accepted
        if (owner && *owner != found->owner)
            throw problem(422, "channels_of_several_users",
                          "These channels belong to several users. Send to each user's channels by a post of its own.");
        owner = found->owner;
    }
    co_return owner.value_or("");
}

/// What the routes of posts work with; shared by them, used on the server's one thread.
struct post_service
{
    multipost::outbox outbox;
    std::size_t posts_per_day; ///< of each user
};

using service = std::shared_ptr<post_service>;

/// Until the next day of UTC begins.
std::chrono::milliseconds till_midnight()
{
    const auto now = std::chrono::system_clock::now();
    return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::floor<std::chrono::days>(now) +
                                                        std::chrono::days(1) - now);
}

asio::awaitable<multipost::accepted_post> accepted_or_problem(multipost::outbox outbox, multipost::new_post wanted)
{
    const auto per_day = wanted.max_per_day.value_or(0);
    const auto channels = wanted.channels;
    const auto scope = multipost::owner_scope::of(wanted.owner);
    auto stored = co_await outbox.async_accept(std::move(wanted));
    if (stored.has_error() && stored.error().code == multipost::errc::not_found)
    {
        const auto missing = co_await missing_channels(outbox, scope, channels);
        throw unknown_channels(missing);
    }
    if (stored.has_error() && stored.error().code == multipost::errc::daily_limit_reached)
        throw too_many_posts(per_day, till_midnight());
    auto accepted = value_or_problem(std::move(stored));
    if (!accepted.refusals.empty()) throw refused(accepted.refusals, channels.size());
    co_return accepted;
}

response tagged(response r, const multipost::post& p)
{
    r.headers.emplace_back("ETag", entity_tag(p.revision));
    return r;
}

asio::awaitable<response> send(service s, request_context c)
{
    auto wanted = read_new_post(c);
    if (c.user().role == role::operator_)
        wanted.owner = co_await owner_of(s->outbox, wanted.channels);
    else
        wanted.max_per_day = s->posts_per_day;
    const auto accepted = co_await accepted_or_problem(s->outbox, std::move(wanted));
    auto r = json_response(202, accepted_post_json(accepted.accepted));
    r.headers.emplace_back("Location", "/api/v1/posts/" + accepted.accepted.id);
    co_return r;
}

asio::awaitable<response> list(service s, request_context c)
{
    auto query = read_post_filter(c.request);
    query.scope = c.user().scope();
    auto listed = co_await s->outbox.async_list_posts(std::move(query));
    if (listed.has_error() && listed.error().code == multipost::errc::bad_configuration)
        throw bad_value("?cursor", "Must be the \"next\" of the page before.");
    const auto page = value_or_problem(std::move(listed));
    json::array items;
    for (const auto& p : page.items) items.push_back(post_json(p));
    json::object told;
    told["items"] = std::move(items);
    told["next"] = text_or_null(page.next);
    co_return json_response(200, told);
}

asio::awaitable<response> count(service s, request_context c)
{
    const auto counted = value_or_problem(co_await s->outbox.async_count_posts(c.user().scope()));
    co_return json_response(200, post_counts_json(counted));
}

asio::awaitable<response> show(service s, request_context c)
{
    const auto found = value_or_problem(co_await s->outbox.async_find_post(c.user().scope(), c.path_parameter("id")));
    co_return tagged(json_response(200, post_detail_json(found)), found);
}

/// The revision on which an act of the user's depends; nothing: whatever it is by then.
asio::awaitable<std::optional<std::int64_t>> demanded_revision(service s, const request_context& c)
{
    const auto header = c.request.header("if-match");
    if (!header) co_return std::nullopt;
    const if_match condition(*header);
    if (condition.allows_any()) co_return std::nullopt;
    const auto now = value_or_problem(co_await s->outbox.async_find_post(c.user().scope(), c.path_parameter("id")));
    if (!condition.allows(now.revision))
        throw problem(412, "changed_meanwhile",
                      "The post was changed meanwhile. Look at it again before you change it.");
    co_return now.revision;
}

asio::awaitable<response> change(service s, request_context c)
{
    auto wanted = read_post_change(c.request);
    const auto scope = c.user().scope();
    const auto& id = c.path_parameter("id");
    const auto channels = wanted.channels.value_or(std::vector<std::string>());
    wanted.revision = co_await demanded_revision(s, c);
    auto changed = co_await s->outbox.async_change_post(scope, id, std::move(wanted));
    if (changed.has_error() && changed.error().code == multipost::errc::not_found)
    {
        const auto missing = co_await missing_channels(s->outbox, scope, channels);
        if (!missing.empty()) throw unknown_channels(missing);
    }
    const auto made = post_or_problem(std::move(changed));
    if (!made.refusals.empty())
    {
        const auto now = value_or_problem(co_await s->outbox.async_find_post(scope, id));
        throw refused(made.refusals, channels.empty() ? now.deliveries.size() : channels.size());
    }
    co_return tagged(json_response(200, post_json(made.accepted)), made.accepted);
}

asio::awaitable<response> cancel(service s, request_context c)
{
    const auto revision = co_await demanded_revision(s, c);
    auto cancelled = co_await s->outbox.async_cancel(c.user().scope(), c.path_parameter("id"), revision);
    const auto p = post_or_problem(std::move(cancelled));
    co_return tagged(json_response(200, post_json(p)), p);
}

asio::awaitable<response> restore(service s, request_context c)
{
    const auto revision = co_await demanded_revision(s, c);
    auto restored = co_await s->outbox.async_restore(c.user().scope(), c.path_parameter("id"), revision);
    const auto p = post_or_problem(std::move(restored));
    co_return tagged(json_response(200, post_json(p)), p);
}

asio::awaitable<response> retry(service s, request_context c)
{
    auto retried = co_await s->outbox.async_retry(c.user().scope(), c.path_parameter("id"));
    if (retried.has_error() && retried.error().code == multipost::errc::too_late)
        throw problem(409, "nothing_to_retry", "No delivery of this post has failed or was missed.");
    const auto p = value_or_problem(std::move(retried));
    co_return json_response(202, post_json(p));
}

} // namespace

void add_post_routes(router& to, multipost::outbox outbox, std::size_t posts_per_day)
{
    const auto s = std::make_shared<post_service>(post_service{std::move(outbox), posts_per_day});
    const auto route = [&](std::string_view method, std::string_view path, auto* handler,
                           std::optional<route_class> cost = std::nullopt) {
        const auto call = [s, handler](request_context c) { return handler(s, std::move(c)); };
        to.add(method, path, access::session, call, cost);
    };
    route("POST", "/api/v1/posts", send);
    route("GET", "/api/v1/posts", list, route_class::searching);
    route("GET", "/api/v1/posts/counts", count);
    route("GET", "/api/v1/posts/{id}", show);
    route("PATCH", "/api/v1/posts/{id}", change);
    route("DELETE", "/api/v1/posts/{id}", cancel);
    route("POST", "/api/v1/posts/{id}/restore", restore);
    route("POST", "/api/v1/posts/{id}/retry", retry);
}

} // namespace webapp
