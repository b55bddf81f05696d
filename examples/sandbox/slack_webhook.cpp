// SPDX-License-Identifier: BSL-1.0
#include "slack_webhook.hpp"

#include "form.hpp"
#include "slack_mentions.hpp"
#include "timestamp.hpp"
#include "utf8.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace sandbox {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

// docs.slack.dev/apis/web-api/rate-limits: "1 per second", "short bursts >1 allowed".
constexpr unsigned burst = 5;
constexpr auto burst_window = 5s;

constexpr std::size_t max_text_code_points = 40'000; // longer is truncated, not refused
constexpr std::size_t max_attachments = 100;
constexpr std::size_t max_blocks = 50;

std::optional<json::object> payload_of(const request& r)
{
    std::optional<std::string> field;
    if (r.media_type() == "application/x-www-form-urlencoded")
    {
        field = form_field(r.body, "payload");
        if (!field) return std::nullopt;
    }
    json::error_code error;
    auto value = json::parse(field ? *field : r.body, error);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value.as_object());
}

// Absent, null and empty are one to Slack.
bool is_missing(const json::value* value)
{
    if (!value || value->is_null()) return true;
    if (const auto* array = value->if_array()) return array->empty();
    if (const auto* text = value->if_string()) return is_blank({text->data(), text->size()});
    return false;
}

// Returns Slack's word for what is wrong with a payload; empty when nothing is.
std::string_view objection_to(const json::object& payload)
{
    const auto* text = payload.if_contains("text");
    const auto* blocks = payload.if_contains("blocks");
    const auto* attachments = payload.if_contains("attachments");
    if (text && !text->is_null() && !text->is_string()) return "invalid_payload";
    if (is_missing(text) && is_missing(blocks) && is_missing(attachments)) return "no_text";
    if (!is_missing(blocks))
    {
        const auto* array = blocks->if_array();
        if (!array || array->size() > max_blocks) return "invalid_blocks";
    }
    if (!is_missing(attachments))
    {
        const auto* array = attachments->if_array();
        if (!array) return "invalid_payload";
        if (array->size() > max_attachments) return "too_many_attachments";
    }
    return {};
}

} // namespace

slack_webhook::slack_webhook(ledger& published, bool enforce_rate)
    : published_{published},
      enforce_rate_{enforce_rate},
      rate_{burst, burst_window}
{}

std::optional<std::string> slack_webhook::token_of(const request& r) const
{
    if (r.path.size() != 4 || r.path[0] != "services" || r.path[3].empty()) return std::nullopt;
    return r.path[3];
}

response slack_webhook::answer(const request& r)
{
    if (r.method != "POST") return method_not_allowed("POST");

    published_message m;
    m.network = "slack";
    m.channel = r.path[1] + "/" + r.path[2];
    if (enforce_rate_)
    {
        const auto allowance = rate_.take(m.channel, r.received);
        if (!allowance.granted) return rate_limited(r, allowance.reset_after);
    }

    auto payload = payload_of(r);
    if (!payload) return refused(400, "invalid_payload");
    if (const auto objection = objection_to(*payload); !objection.empty()) return refused(400, objection);

    if (const auto* text = payload->if_contains("text"); text && text->is_string())
        m.text = first_code_points({text->get_string().data(), text->get_string().size()}, max_text_code_points);
    m.id = next_ts(r.received);
    m.at = r.received;
    m.notified = slack_notified(*payload);
    if (r.has_header("idempotency-key")) m.key = r.header("idempotency-key");
    m.size_bytes = r.body.size();
    m.request = std::move(*payload);
    published_.publish(std::move(m));

    return text_response(200, "ok");
}

response slack_webhook::rate_limited(const request&, std::chrono::milliseconds retry_after) const
{
    auto r = refused(429, "rate_limited");
    r.headers.emplace_back("Retry-After", whole_seconds(retry_after));
    return r;
}

response slack_webhook::refused(unsigned status, std::string_view word) const { return text_response(status, word); }

std::string slack_webhook::next_ts(std::chrono::system_clock::time_point at)
{
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count();
    last_ts_us_ = std::max<std::int64_t>(last_ts_us_ + 1, now);
    std::array<char, 40> ts{};
    std::snprintf(ts.data(), ts.size(), "%lld.%06d", static_cast<long long>(last_ts_us_ / 1'000'000),
                  static_cast<int>(last_ts_us_ % 1'000'000));
    return ts.data();
}

} // namespace sandbox
