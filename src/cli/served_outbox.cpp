// SPDX-License-Identifier: BSL-1.0
#include "cli/served_outbox.hpp"

#include "cli/duration.hpp"
#include "cli/json_members.hpp"
#include "cli/outbox_refusal.hpp"
#include "cli/previews_from_json.hpp"
#include "cli/rfc3339.hpp"
#include "cli/server_socket.hpp"
#include "cli/utf8.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace multipost::cli {

namespace {

namespace json = boost::json;

constexpr std::chrono::seconds patience_for_a_network{40};

// RFC 3986 section 2.3: what need not be encoded.
std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char c : text)
    {
        const auto byte = static_cast<unsigned char>(c);
        if (unreserved.find(c) != std::string_view::npos)
            out += c;
        else
            out.append({'%', hex[byte >> 4U], hex[byte & 15U]});
    }
    return out;
}

std::string target_of(const post_query& query)
{
    auto target = "/api/v1/posts?limit=" + std::to_string(query.limit);
    for (const auto state : query.states) target.append("&state=").append(to_string(state));
    if (query.channel) target += "&channel=" + percent_encoded(*query.channel);
    if (!query.text.empty()) target += "&q=" + percent_encoded(query.text);
    if (query.to_come) target += "&to_come=true";
    if (query.from) target += "&from=" + percent_encoded(rfc3339(*query.from));
    if (query.to) target += "&to=" + percent_encoded(rfc3339(*query.to));
    if (!query.cursor.empty()) target += "&cursor=" + percent_encoded(query.cursor);
    return target;
}

json::object schedule_json(const schedule& s)
{
    json::object out{{"at", as_utf8(s.at)}};
    if (!s.zone.empty()) out["zone"] = as_utf8(s.zone);
    if (s.send_within) out["late"] = json::object{{"send_within", iso8601(*s.send_within)}};
    return out;
}

json::array ids_json(const std::vector<std::string>& ids) { return json::array(ids.begin(), ids.end()); }

json::object body_of(const new_post& p)
{
    json::object body{{"text", as_utf8(p.text)}, {"channels", ids_json(p.channels)}};
    if (!p.title.empty()) body["title"] = as_utf8(p.title);
    if (!p.link.empty()) body["link"] = as_utf8(p.link);
    if (p.when) body["schedule"] = schedule_json(*p.when);
    return body;
}

json::object body_of(const post_change& change)
{
    json::object body;
    if (change.text) body["text"] = as_utf8(*change.text);
    if (change.channels) body["channels"] = ids_json(*change.channels);
    if (change.when) body["schedule"] = schedule_json(*change.when);
    if (change.at_once) body["schedule"] = nullptr;
    return body;
}

class served_outbox final : public outbox_client
{
public:
    explicit served_outbox(std::filesystem::path socket) : socket_(std::move(socket)) {}

    bool has_server() const override { return true; }

    json::object list_posts(const post_query& query) override { return ask("GET", target_of(query)); }

    json::object find_post(const std::string& id) override { return ask("GET", "/api/v1/posts/" + id); }

    std::vector<channel_preview> preview(const std::string& text, const std::vector<std::string>& channels) override
    {
        const json::object body{{"text", as_utf8(text)}, {"channels", ids_json(channels)}};
        return previews_from_json(ask("POST", "/api/v1/preview", body), list_channels());
    }

    json::object accept(const new_post& p) override
    {
        server_request r{"POST", "/api/v1/posts", json::serialize(body_of(p))};
        r.idempotency_key = p.idempotency_key;
        return find_post(std::string(text(told_or_refused(r), "id")));
    }

    json::object change_post(const std::string& id, const post_change& change) override
    {
        server_request r{"PATCH", "/api/v1/posts/" + id, json::serialize(body_of(change))};
        if (change.revision) r.if_match = "\"" + std::to_string(*change.revision) + "\"";
        told_or_refused(r);
        return find_post(id);
    }

    json::object cancel_post(const std::string& id) override
    {
        ask("DELETE", "/api/v1/posts/" + id);
        return find_post(id);
    }

    json::object restore_post(const std::string& id) override
    {
        ask("POST", "/api/v1/posts/" + id + "/restore");
        return find_post(id);
    }

    json::object retry_post(const std::string& id) override
    {
        ask("POST", "/api/v1/posts/" + id + "/retry");
        return find_post(id);
    }

    json::object resolve_delivery(const std::string& id, resolution as) override
    {
        const json::object body{{"as", as == resolution::delivered ? "delivered" : "not_delivered"}};
        return ask("POST", "/api/v1/deliveries/" + id + "/resolve", body);
    }

    json::object list_channels() override { return ask("GET", "/api/v1/channels"); }

    json::object add_channel(const std::string& name, const secret_string& url) override
    {
        const json::object body{{"name", as_utf8(name)}, {"url", as_utf8(url.reveal())}};
        return ask("POST", "/api/v1/channels", body);
    }

    json::object change_channel(const std::string& id, const channel_edit& change) override
    {
        json::object body;
        if (change.name) body["name"] = as_utf8(*change.name);
        if (change.url) body["url"] = as_utf8(change.url->reveal());
        if (change.state) body["state"] = to_string(*change.state);
        return ask("PATCH", "/api/v1/channels/" + id, body);
    }

    json::object test_channel(const std::string& id) override
    {
        server_request r{"POST", "/api/v1/channels/" + id + "/test"};
        r.patience = patience_for_a_network;
        return body_or_refusal(told(r));
    }

    void remove_channel(const std::string& id) override { ask("DELETE", "/api/v1/channels/" + id); }

private:
    server_answer told(const server_request& r) const
    {
        auto answer = ask_server(socket_, r);
        if (!answer)
            throw refusal(exit_code::failure, "server_unreachable",
                          "The server of " + socket_.parent_path().string() + " has just ended. Try again.");
        return *std::move(answer);
    }

    json::object ask(std::string method, std::string target, const std::optional<json::object>& body = {}) const
    {
        server_request r{std::move(method), std::move(target)};
        if (body) r.body = json::serialize(*body);
        return body_or_refusal(told(r));
    }

    // Which channels refuse a post, and why, is in "errors".
    json::object told_or_refused(const server_request& r)
    {
        const auto answer = told(r);
        json::error_code no_json;
        const auto body = json::parse(answer.body, no_json);
        const auto* members = body.if_object();
        const auto code = members == nullptr ? std::string_view() : text(*members, "code");
        if (code == "message_refused" || code == "channel_unusable")
            if (const auto* errors = members->if_contains("errors"); errors != nullptr && errors->is_array())
                throw refused_by_channels(errors->get_array(), list_channels());
        return body_or_refusal(answer);
    }

    std::filesystem::path socket_;
};

} // namespace

std::unique_ptr<outbox_client> find_served_outbox(const std::filesystem::path& socket)
{
    if (!ask_server(socket, {"GET", "/livez"})) return nullptr;
    return std::make_unique<served_outbox>(socket);
}

} // namespace multipost::cli
