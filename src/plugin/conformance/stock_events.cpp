// SPDX-License-Identifier: BSL-1.0
#include "plugin/conformance/stock_events.hpp"

#include <array>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace multipost::conformance {

namespace {

struct named_body
{
    std::string_view name;
    nature at_success; ///< what a 200 with it is
    std::string bytes;
};

// Answers of several networks in one, so that a connector that looks for a field finds it.
constexpr std::string_view rich_json =
    R"({"ok":true,"id":"1234567890","ts":"1503435956.000247","channel":"C1","channel_id":"2","guild_id":"3","url":)"
    R"("https://example.org/1","uri":"at://did:plc:1/app.bsky.feed.post/1","cid":"b1","event_id":"$1","name":"n","token":)"
    R"("t","result":{"message_id":1,"chat":{"id":1}},"upload_url":"https://example.org/upload","file_id":"F1"})";

std::vector<named_body> bodies()
{
    std::string binary;
    for (int i = 0; i != 256; ++i) binary += static_cast<char>(i);
    return {
        {"a rich JSON object", nature::plausible, std::string(rich_json)},
        {"the body \"ok\"", nature::plausible, "ok"},
        {"the body \"1\"", nature::plausible, "1"},
        {"an empty JSON object", nature::garbage, "{}"},
        {"JSON null", nature::garbage, "null"},
        {"JSON of wrong types", nature::garbage,
         R"({"ok":"yes","id":{},"ts":[],"code":"x","message":7,"retry_after":"soon"})"},
        {"truncated JSON", nature::garbage, std::string(rich_json.substr(0, rich_json.size() / 2))},
        {"deeply nested JSON", nature::garbage, std::string(100'000, '[')},
        {"an HTML page", nature::garbage,
         "<!DOCTYPE html><html><body><h1>Welcome to the hotel's network</h1></body></html>"},
        {"every byte", nature::garbage, std::move(binary)},
        {"invalid UTF-8", nature::garbage, "{\"id\":\"\xC3\x28\xF0\x28\x8C\xBC\",\"message\":\"\xFF\xFE\"}"},
        {"1 MiB of one letter", nature::garbage, std::string(std::size_t(1) << 20U, 'a')},
    };
}

constexpr std::array bare_statuses{
    100U, 199U, 201U, 202U, 203U, 205U, 206U, 226U, 299U, 300U, 301U, 302U, 303U, 304U, 307U, 308U, 399U, 400U,
    401U, 402U, 403U, 404U, 405U, 406U, 408U, 409U, 410U, 411U, 412U, 413U, 414U, 415U, 418U, 421U, 422U, 423U,
    425U, 426U, 428U, 431U, 451U, 499U, 500U, 501U, 502U, 503U, 504U, 505U, 507U, 508U, 511U, 520U, 599U,
};

nature nature_of_bare(unsigned status)
{
    if (status == 500 || (status >= 502 && status <= 504)) return nature::bare_error;
    switch (status / 100)
    {
    case 2: return nature::empty;
    case 3: return nature::redirect;
    case 5: return nature::server_error;
    default: return nature::refusal;
    }
}

http_response response(unsigned status, std::string body, http_headers headers = {})
{
    http_response r;
    r.status = status;
    r.headers = std::move(headers);
    r.body = std::move(body);
    return r;
}

class catalogue
{
public:
    catalogue()
    {
        successes_first();
        bare();
        with_bodies();
        rate_limits();
        odd_headers();
        failures();
        add("a cancellation", nature::cancelled, cancel_wanted());
    }

    std::vector<stock_event> take() { return std::move(events_); }

private:
    void add(std::string name, nature what, operation_event event)
    {
        events_.push_back(stock_event{std::move(name), what, std::move(event)});
    }

    // First, because exchanges of several requests are continued with the first answers that lead on.
    void successes_first()
    {
        for (const unsigned status : {200U, 201U})
        {
            for (const auto& body : bodies())
                if (body.at_success == nature::plausible)
                    add("status " + std::to_string(status) + " with " + std::string(body.name), body.at_success,
                        response(status, body.bytes, {{"content-type", "application/json"}}));
        }
        for (const unsigned status : {200U, 204U})
            add("status " + std::to_string(status) + " without a body", nature::empty, response(status, {}));
    }

    void bare()
    {
        for (const auto status : bare_statuses)
        {
            http_headers headers;
            if (status / 100 == 3) headers.emplace_back("location", "https://127.0.0.1/elsewhere");
            add("status " + std::to_string(status) + " without a body", nature_of_bare(status),
                response(status, {}, std::move(headers)));
        }
    }

    void with_bodies()
    {
        for (const auto& body : bodies())
        {
            const auto with = " with " + std::string(body.name);
            if (body.at_success == nature::garbage)
                add("status 200" + with, nature::garbage, response(200, body.bytes));
            add("status 302" + with, nature::redirect, response(302, body.bytes));
            for (const unsigned status : {400U, 401U, 403U, 404U, 410U})
                add("status " + std::to_string(status) + with, nature::refusal, response(status, body.bytes));
            for (const unsigned status : {500U, 503U})
                add("status " + std::to_string(status) + with, nature::server_error, response(status, body.bytes));
        }
    }

    void rate_limits()
    {
        const auto seconds = std::to_string(stock_retry_after.count());
        add("status 429 with Retry-After: " + seconds, nature::rate_limit,
            response(429, {}, {{"retry-after", seconds}}));
        add("status 429 with Retry-After: " + seconds + " and an HTML page", nature::rate_limit,
            response(429, "<html>slow down</html>", {{"retry-after", seconds}, {"content-type", "text/html"}}));
        for (const char* odd :
             {"", "soon", "-1", "99999999999999999999999", "Fri, 31 Dec 1999 23:59:59 GMT", "1e9", "NaN"})
            add("status 429 with Retry-After: \"" + std::string(odd) + "\"", nature::refusal,
                response(429, {}, {{"retry-after", odd}}));
        add("status 429 without a word", nature::refusal, response(429, {}));
    }

    void odd_headers()
    {
        http_headers many;
        for (int i = 0; i != 100; ++i) many.emplace_back("x-header-" + std::to_string(i), std::string(8000, 'x'));
        add("status 200 with 100 long headers", nature::empty, response(200, {}, std::move(many)));
        add("status 400 with a header of odd bytes", nature::refusal,
            response(400, "no", {{"content-type", "\xFF\xFE;;=\"\""}, {"x-ratelimit-reset-after", "nan"}}));
    }

    void failures()
    {
        constexpr std::array kinds{
            std::pair(io_error::resolve, "resolve"), std::pair(io_error::forbidden, "forbidden"),
            std::pair(io_error::connect, "connect"), std::pair(io_error::tls, "tls"),
            std::pair(io_error::timeout, "timeout"), std::pair(io_error::connection, "connection"),
            std::pair(io_error::answer, "answer"),
        };
        for (const auto& [kind, name] : kinds)
        {
            for (const bool sent : {false, true})
            {
                io_failure failed;
                failed.kind = kind;
                failed.request_sent = sent;
                failed.code = name;
                failed.text = "The request got no answer.";
                add("an I/O error (" + std::string(name) + (sent ? ", sent)" : ", not sent)"),
                    sent ? nature::lost : nature::unsent, std::move(failed));
            }
        }
    }

    std::vector<stock_event> events_;
};

} // namespace

const std::vector<stock_event>& answers_to_a_request()
{
    static const auto events = catalogue().take();
    return events;
}

} // namespace multipost::conformance
