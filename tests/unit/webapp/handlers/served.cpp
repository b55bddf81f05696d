// SPDX-License-Identifier: BSL-1.0
#include "served.hpp"

#include "connectors.hpp"
#include "handlers/channel_handlers.hpp"
#include "handlers/connector_handlers.hpp"
#include "handlers/delivery_handlers.hpp"
#include "handlers/post_handlers.hpp"
#include "handlers/preview_handlers.hpp"
#include "handlers/schedule_handlers.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <future>
#include <stdexcept>
#include <thread>

namespace asio = boost::asio;
namespace json = boost::json;

namespace webapp {

namespace {

// As the accounts would number them.
constexpr std::string_view ada = "0199f3a4-7c1e-7a53-9d0e-3f2b8a6c5d41";
constexpr std::string_view bob = "0199f3a4-7c1e-7a53-9d0e-3f2b8a6c5d42";

asio::awaitable<std::optional<identity>> who_is(const request& r)
{
    std::optional<identity> who;
    const auto name = r.cookie("multipost_session");
    if (r.over_local_socket || name == "ada" || name == "bob")
    {
        who.emplace();
        who->role = r.over_local_socket ? role::operator_ : role::user;
        if (name) who->user_id = *name == "ada" ? ada : bob;
    }
    co_return who;
}

multipost::outbox opened(multipost::sqlite_database database)
{
    multipost::outbox_options options;
    options.max_channels_per_owner = 12;
    return multipost::outbox::open(std::move(database), connectors(), multipost::master_key::random(), options).value();
}

multipost::publisher_options reaching(const sandbox::server& networks)
{
    multipost::publisher_options options;
    options.max_attempts = 1; // a channel that is checked is asked once
    options.allow = multipost::allow_list::parse("127.0.0.1:" + std::to_string(networks.port())).value();
    return options;
}

request made(std::string_view who, std::string_view method, std::string_view path, std::string_view body)
{
    request r;
    r.method = method;
    r.path = path;
    r.headers.emplace_back("sec-fetch-site", "same-origin");
    r.headers.emplace_back("content-type", "application/json");
    r.over_local_socket = who == "operator";
    if (!r.over_local_socket) r.headers.emplace_back("cookie", "multipost_session=" + std::string(who));
    r.body = body;
    r.client = asio::ip::make_address("192.0.2.7");
    r.id = "request-0001";
    return r;
}

} // namespace

std::string answered::header(std::string_view name) const
{
    for (const auto& [field, value] : headers)
        if (field == name) return value;
    return {};
}

std::string answered::at(std::string_view name) const
{
    const auto* members = json.if_object();
    const auto* member = members ? members->if_contains({name.data(), name.size()}) : nullptr;
    return member && member->is_string() ? std::string(member->get_string()) : std::string();
}

std::string answered::outcome() const
{
    const auto code = status >= 400 ? at("code") : std::string();
    return std::to_string(status) + (code.empty() ? "" : " ") + code;
}

std::string answered::pointers() const
{
    std::string all;
    const auto* errors = json.as_object().if_contains("errors");
    if (errors == nullptr) return all;
    for (const auto& e : errors->as_array()) all += ' ' + std::string(e.at("pointer").as_string());
    return all;
}

void remembered_events::note(std::string_view event, const fields& what)
{
    std::string told(event);
    for (const auto& [name, value] : what)
    {
        everything += std::string(value) + '\n';
        if (name == "user") told += value == ada ? " ada" : value == bob ? " bob" : ' ' + std::string(value);
    }
    events.push_back(std::move(told));
}

served::served()
    : database(multipost::sqlite_database::open(folder.path() / "test.db").value()),
      users(std::move(make_accounts(database, {}, log)->service)),
      outbox(opened(database)),
      publisher(connectors(), reaching(networks)),
      worker(outbox, publisher),
      routes(who_is, "http://127.0.0.1:8080")
{
    add_connector_routes(routes, connectors());
    add_channel_routes(routes, outbox, connectors(), publisher, log, std::chrono::seconds(2));
    add_preview_routes(routes, outbox, connectors(), publisher, log);
    add_post_routes(routes, outbox, posts_per_day);
    add_schedule_routes(routes);
    add_delivery_routes(routes, outbox);
    worker.start();
}

served::~served() { worker.async_stop(std::chrono::seconds(20), asio::use_future).get(); }

answered served::ask(std::string_view who, std::string_view method, std::string_view path, std::string_view body,
                     std::vector<std::pair<std::string, std::string>> headers,
                     std::vector<std::pair<std::string, std::string>> query)
{
    auto r = made(who, method, path, body);
    r.headers.insert(r.headers.end(), headers.begin(), headers.end());
    r.query = std::move(query);
    auto coming = asio::co_spawn(io, routes.answer(std::move(r)), asio::use_future);
    io.restart();
    io.run();
    return read(coming.get());
}

std::vector<answered> served::ask_at_once(std::string_view method, std::string_view path,
                                          const std::vector<std::pair<std::string_view, std::string>>& requests)
{
    std::vector<std::future<response>> coming;
    for (const auto& [who, body] : requests)
        coming.push_back(asio::co_spawn(io, routes.answer(made(who, method, path, body)), asio::use_future));
    io.restart();
    io.run();
    std::vector<answered> all;
    for (auto& one : coming) all.push_back(read(one.get()));
    return all;
}

answered served::read(response told)
{
    answered a{told.status, std::move(told.headers), std::move(told.body), nullptr};
    everything_answered += a.text + '\n';
    if (!a.text.empty()) a.json = json::parse(a.text);
    return a;
}

std::string served::add(std::string_view name, const std::string& url, std::string_view who)
{
    const json::object body{{"name", name}, {"url", url}};
    const auto added = ask(who, "POST", "/api/v1/channels", json::serialize(body));
    if (added.status != 201) throw std::runtime_error(added.text);
    return added.at("id");
}

std::string served::slack(const std::string& token) const
{
    return "slack:" + networks.url() + "/services/T1/B1/" + token;
}

std::string served::discord(const std::string& token) const
{
    return "discord:" + networks.url() + "/api/webhooks/1/" + token;
}

std::string served::send(const std::string& text, const std::vector<std::string>& channels)
{
    const auto sent =
        ask("ada", "POST", "/api/v1/posts",
            "{\"text\":" + json::serialize(json::value(text)) + ",\"channels\":" + json_list(channels) + '}');
    if (sent.status != 202) throw std::runtime_error(sent.text);
    return sent.at("id");
}

json::value served::settled(const std::string& id)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < until)
    {
        auto found = ask("ada", "GET", "/api/v1/posts/" + id);
        if (found.status != 200) throw std::runtime_error(found.text);
        if (found.at("state") != "sending") return std::move(found.json);
        std::this_thread::sleep_for(std::chrono::milliseconds(20)); // so often one may ask
    }
    throw std::runtime_error("the post is still being sent");
}

std::string json_list(const std::vector<std::string>& texts)
{
    json::array list(texts.begin(), texts.end());
    return json::serialize(list);
}

} // namespace webapp
