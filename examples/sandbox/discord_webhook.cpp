// SPDX-License-Identifier: BSL-1.0
#include "discord_webhook.hpp"

#include "discord_error.hpp"
#include "discord_mentions.hpp"
#include "discord_message.hpp"
#include "form.hpp"
#include "timestamp.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <variant>

namespace sandbox {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr unsigned requests_a_window = 5;
constexpr auto window = 2s;

constexpr unsigned default_version = 6;
constexpr unsigned oldest_version = 6;
constexpr unsigned newest_version = 10;
constexpr unsigned first_version_in_seconds = 8;

constexpr std::string_view bucket = "b2a5d1c0f3e84796";

// Milliseconds since 2015-01-01, 22 bits to tell messages of one millisecond apart: reference, "Snowflakes".
constexpr std::int64_t discord_epoch_ms = 1'420'070'400'000;
constexpr unsigned snowflake_time_shift = 22;

response cloudflare(unsigned status)
{
    response r;
    r.status = status;
    r.content_type = "text/html; charset=UTF-8";
    r.headers.emplace_back("Server", "cloudflare");
    r.body = "<!doctype html><html><head><title>Attention Required! | Cloudflare</title></head>"
             "<body><h1>Sorry, you have been blocked</h1><p>You are unable to access discord.com</p></body></html>\n";
    return r;
}

response not_found()
{
    json::object o;
    o["message"] = "404: Not Found";
    o["code"] = 0;
    return json_response(404, o);
}

response bad_method(std::string_view allowed)
{
    json::object o;
    o["message"] = "405: Method Not Allowed";
    o["code"] = 0;
    auto r = json_response(405, o);
    r.headers.emplace_back("Allow", allowed);
    return r;
}

bool is_snowflake(std::string_view text)
{
    std::uint64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && stop == end;
}

void expect_snowflake(discord_form_errors& errors, std::string_view field, std::string_view value)
{
    if (!is_snowflake(value))
        errors.add(field, "NUMBER_TYPE_COERCE", "Value \"" + std::string{value} + "\" is not snowflake.");
}

// reference, "Boolean Query Strings": True, true and 1.
bool is_true(std::string_view value) { return value == "true" || value == "True" || value == "1"; }

// The JSON of a message, or Discord's answer to what is none.
std::variant<json::object, response> body_of(const request& r)
{
    const auto type = r.media_type();
    if (type == "application/x-www-form-urlencoded")
    {
        json::object o;
        for (const std::string_view field : {"content", "username", "avatar_url"})
            if (const auto value = form_field(r.body, field)) o[json::string_view{field.data(), field.size()}] = *value;
        return o;
    }
    if (type != "application/json")
    {
        json::object o;
        o["message"] = "Expected \"Content-Type\" header to be one of {'application/json', "
                       "'application/x-www-form-urlencoded'}.";
        o["code"] = static_cast<int>(discord_code::invalid_form_body);
        return json_response(400, o);
    }
    json::error_code error;
    auto value = json::parse(r.body, error);
    if (error || !value.is_object()) return discord_error(400, discord_code::invalid_json);
    return std::move(value.as_object());
}

void add_rate_headers(response& r, const request& asked, const rate_limiter::allowance& allowance)
{
    const auto reset =
        std::chrono::ceil<std::chrono::milliseconds>(asked.received.time_since_epoch()) + allowance.reset_after;
    r.headers.emplace_back("X-RateLimit-Limit", std::to_string(requests_a_window));
    r.headers.emplace_back("X-RateLimit-Remaining", std::to_string(allowance.remaining));
    r.headers.emplace_back("X-RateLimit-Reset", decimal_seconds(reset));
    r.headers.emplace_back("X-RateLimit-Reset-After", decimal_seconds(allowance.reset_after));
    r.headers.emplace_back("X-RateLimit-Bucket", bucket);
}

} // namespace

struct discord_webhook::address
{
    unsigned version = default_version;
    std::string webhook;
    std::string token;
    bool is_message = false;
    std::string message; // "" unless is_message
};

discord_webhook::discord_webhook(ledger& published, bool enforce_rate)
    : published_{published},
      enforce_rate_{enforce_rate},
      rate_{requests_a_window, window}
{}

std::optional<discord_webhook::address> discord_webhook::address_of(const request& r)
{
    auto at = r.path.begin();
    const auto left = [&] { return r.path.end() - at; };
    if (left() == 0 || *at++ != "api") return std::nullopt;
    address a;
    if (left() > 0 && at->size() > 1 && at->front() == 'v')
    {
        const auto* end = at->data() + at->size();
        const auto [stop, error] = std::from_chars(at->data() + 1, end, a.version);
        if (error != std::errc{} || stop != end) return std::nullopt;
        ++at;
    }
    if ((left() != 3 && left() != 5) || *at++ != "webhooks") return std::nullopt;
    a.webhook = *at++;
    a.token = *at++;
    if (left() == 2)
    {
        if (*at++ != "messages") return std::nullopt;
        a.is_message = true;
        a.message = *at;
    }
    return a.webhook.empty() || a.token.empty() ? std::nullopt : std::optional{a};
}

std::optional<std::string> discord_webhook::token_of(const request& r) const
{
    const auto a = address_of(r);
    return a ? std::optional{a->token} : std::nullopt;
}

response discord_webhook::answer(const request& r)
{
    // "Clients using the HTTP API must provide a valid User Agent"; without one Cloudflare answers.
    if (r.header("user-agent").empty()) return cloudflare(403);
    const auto a = address_of(r);
    if (!a) return not_found();
    if (a->version < oldest_version || a->version > newest_version)
        return discord_error(400, discord_code::invalid_api_version);

    // Without enforcement requests are always left, or a client that keeps to the headers would slow down.
    rate_limiter::allowance allowance{true, requests_a_window - 1, window};
    if (enforce_rate_)
    {
        allowance = rate_.take(a->webhook + "/" + a->token, r.received);
        if (!allowance.granted) return rate_limited(r, allowance.reset_after);
    }
    auto answer = answer_within_limits(r, *a);
    add_rate_headers(answer, r, allowance);
    return answer;
}

response discord_webhook::answer_within_limits(const request& r, const address& a)
{
    discord_form_errors errors;
    expect_snowflake(errors, "webhook_id", a.webhook);
    if (a.is_message) expect_snowflake(errors, "message_id", a.message);
    if (const auto thread = r.parameter("thread_id"); !thread.empty()) expect_snowflake(errors, "thread_id", thread);
    if (!errors.empty()) return errors.answer();
    if (a.is_message) return on_message(r, a);
    if (r.method == "POST") return execute(r, a);
    if (r.method == "GET") return describe(a);
    return bad_method("GET, POST");
}

response discord_webhook::describe(const address& a) const
{
    json::object o;
    o["id"] = a.webhook;
    o["type"] = 1;
    o["name"] = "Sandbox";
    o["avatar"] = nullptr;
    o["channel_id"] = discord_channel_id;
    o["guild_id"] = discord_guild_id;
    o["application_id"] = nullptr;
    o["token"] = a.token;
    return json_response(200, o);
}

response discord_webhook::execute(const request& r, const address& a)
{
    auto read = body_of(r);
    if (auto* refusal = std::get_if<response>(&read)) return std::move(*refusal);
    auto& body = std::get<json::object>(read);
    if (const auto errors = discord_form_errors_of(body); !errors.empty()) return errors.answer();
    if (discord_is_empty(body)) return discord_error(400, discord_code::empty_message);
    const auto thread = r.parameter("thread_id");
    if (const auto* name = body.if_contains("thread_name"); name && !name->is_null())
        return discord_error(400,
                             thread.empty() ? discord_code::thread_outside_forum : discord_code::thread_name_and_id);

    published_message m;
    m.network = "discord";
    m.channel = a.webhook;
    m.id = next_id(r.received);
    m.text = discord_content(body);
    m.at = r.received;
    m.notified = discord_notified(m.text, body.if_contains("allowed_mentions"));
    if (r.has_header("idempotency-key")) m.key = r.header("idempotency-key");
    m.size_bytes = r.body.size();
    m.request = std::move(body);
    auto answer = json_response(200, discord_message_object(m, thread));
    published_.publish(std::move(m));
    if (!is_true(r.parameter("wait")))
    {
        answer = {};
        answer.status = 204;
    }
    return answer;
}

response discord_webhook::on_message(const request& r, const address& a)
{
    auto m = published_.find("discord", a.webhook, a.message);
    if (!m) return discord_error(404, discord_code::unknown_message);
    if (r.method == "GET") return json_response(200, discord_message_object(*m, r.parameter("thread_id")));
    if (r.method == "PATCH") return edit(r, std::move(*m));
    if (r.method != "DELETE") return bad_method("GET, PATCH, DELETE");
    published_.remove("discord", a.webhook, a.message);
    response gone;
    gone.status = 204;
    return gone;
}

response discord_webhook::edit(const request& r, published_message m)
{
    auto read = body_of(r);
    if (auto* refusal = std::get_if<response>(&read)) return std::move(*refusal);
    const auto& changes = std::get<json::object>(read);
    auto& body = m.request.as_object();
    for (const auto& change : changes) body[change.key()] = change.value();
    if (const auto errors = discord_form_errors_of(body); !errors.empty()) return errors.answer();
    if (discord_is_empty(body)) return discord_error(400, discord_code::empty_message);

    // An edit without allowed_mentions is parsed with the defaults again, whatever the first request allowed.
    m.text = discord_content(body);
    m.notified = discord_notified(m.text, changes.if_contains("allowed_mentions"));
    m.edited_at = r.received;
    m.size_bytes += r.body.size();
    auto answer = json_response(200, discord_message_object(m, r.parameter("thread_id")));
    published_.replace(std::move(m));
    return answer;
}

response discord_webhook::rate_limited(const request& r, std::chrono::milliseconds retry_after) const
{
    const auto a = address_of(r);
    const bool in_milliseconds = a && a->version < first_version_in_seconds;
    json::object o;
    o["message"] = "You are being rate limited.";
    if (in_milliseconds)
        o["retry_after"] = retry_after.count();
    else
        o["retry_after"] = static_cast<double>(retry_after.count()) / 1000;
    o["global"] = false;
    auto answer = json_response(429, o);
    answer.headers.emplace_back("Retry-After",
                                in_milliseconds ? std::to_string(retry_after.count()) : whole_seconds(retry_after));
    answer.headers.emplace_back("X-RateLimit-Scope", "user");
    add_rate_headers(answer, r, {false, 0, retry_after});
    return answer;
}

response discord_webhook::refused(unsigned status, std::string_view word) const
{
    return word == "cloudflare" ? cloudflare(status) : discord_error(status, word);
}

std::string discord_webhook::next_id(std::chrono::system_clock::time_point at)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
    const auto now = static_cast<std::uint64_t>(std::max<std::int64_t>(ms - discord_epoch_ms, 0))
                     << snowflake_time_shift;
    last_id_ = std::max(last_id_ + 1, now);
    return std::to_string(last_id_);
}

} // namespace sandbox
