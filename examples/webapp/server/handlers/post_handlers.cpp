// SPDX-License-Identifier: BSL-1.0
#include "handlers/post_handlers.hpp"

#include "accounts/account_problems.hpp"
#include "api/json_body.hpp"
#include "api/json_response.hpp"
#include "api/problem.hpp"
#include "handlers/channel_ids.hpp"
#include "handlers/failure_json.hpp"
#include "handlers/post_filter.hpp"
#include "handlers/post_json.hpp"

#include <boost/json/array.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
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

constexpr std::size_t max_text = 65'536;
constexpr std::size_t max_title = 300;
constexpr std::size_t max_link = 2'048;
constexpr std::size_t max_key = 255;

std::string checked_link(std::string link)
{
    const auto url = boost::urls::parse_uri(link);
    const bool is_web = (link.starts_with("http://") || link.starts_with("https://")) && url && !url->host().empty();
    if (!is_web) throw bad_value("/link", "Must be a URL that begins with https:// or http://.");
    return link;
}

std::string idempotency_key_of(const request& r)
{
    const auto key = r.header("idempotency-key");
    if (!key) return {};
    const bool printable = std::ranges::all_of(*key, [](char c) { return c >= ' ' && c <= '~'; });
    if (key->empty() || key->size() > max_key || !printable)
        throw bad_value("Idempotency-Key:", "Must be 1 to 255 printable ASCII characters.");
    return std::string(*key);
}

multipost::new_post read_new_post(const request_context& c)
{
    object_reader body(parse_json_body(c.request));
    multipost::new_post p;
    p.owner = c.user().user_id;
    p.idempotency_key = idempotency_key_of(c.request);
    p.only_if_usable = true;
    p.text = body.text("text", 0, max_text);
    p.channels = take_channel_ids(body);
    p.title = body.optional_text("title", 1, max_title).value_or("");
    if (auto link = body.optional_text("link", 1, max_link)) p.link = checked_link(*std::move(link));
    body.done();

    if (p.text.find_first_not_of(" \t\r\n") == std::string::npos)
        throw problem(422, "text_empty", "The message says nothing. Write something.");
    if (p.channels.empty()) throw problem(422, "no_channel", "Choose at least one channel.");
    return p;
}

json::object refusal_json(const multipost::channel_refusal& r)
{
    json::object told;
    told["channel"] = r.channel;
    told["code"] = r.failure.code;
    told["what"] = r.failure.what;
    told["advice"] = r.failure.advice;
    told["length"] = nullptr;
    told["limit"] = nullptr;
    if (r.limit != 0)
    {
        told["length"] = r.length;
        told["limit"] = r.limit;
    }
    return told;
}

bool is_of_message(const multipost::channel_refusal& r) noexcept
{
    return r.failure.kind == multipost::failure_class::message_rejected;
}

bool is_of_emptiness(const multipost::channel_refusal& r) { return r.failure.code == "message_empty"; }

problem refused(const std::vector<multipost::channel_refusal>& refusals, std::size_t of)
{
    if (std::ranges::all_of(refusals, is_of_emptiness))
        return problem(422, "text_empty", "The message says nothing. Write something.");
    const auto count = std::to_string(refusals.size()) + " of " + std::to_string(of) + " channels";
    auto p = std::ranges::all_of(refusals, is_of_message)
                 ? problem(422, "message_refused", "The message cannot go to " + count + " as it is. Nothing was sent.")
                 : problem(422, "channel_unusable", "Nothing can go to " + count + " now. Nothing was sent.");
    for (const auto& r : refusals) p.errors.push_back(refusal_json(r));
    return p;
}

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

asio::awaitable<response> send(service s, request_context c)
{
    auto wanted = read_new_post(c);
    if (c.user().role != role::operator_) wanted.max_per_day = s->posts_per_day;
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
    co_return json_response(200, post_detail_json(found));
}

asio::awaitable<response> retry(service s, request_context c)
{
    auto retried = co_await s->outbox.async_retry(c.user().scope(), c.path_parameter("id"));
    if (retried.has_error() && retried.error().code == multipost::errc::too_late)
        throw problem(409, "nothing_to_retry", "No delivery of this post has failed.");
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
    route("GET", "/api/v1/posts/counts", count); // before {id}, which it would fit
    route("GET", "/api/v1/posts/{id}", show);
    route("POST", "/api/v1/posts/{id}/retry", retry);
}

} // namespace webapp
