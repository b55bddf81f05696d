// SPDX-License-Identifier: BSL-1.0
// Posts {"text": "..."} to an address of the user's own, as in json-webhook:https://example.org/hook
#include <multipost/connector.hpp>

using namespace multipost::connector;

class json_webhook
{
public:
    static constexpr std::string_view description = R"({
        "id": "json-webhook", "name": "JSON webhook", "version": "1.0.0", "homepage": "https://example.org/",
        "operations": ["deliver"], "hosts": [], "label": "webhook",
        "settings": {"type": "object", "required": ["url"], "additionalProperties": false,
                     "properties": {"url": {"type": "string", "title": "Address", "writeOnly": true,
                     "examples": ["https://example.org/hook"]}}},
        "text": {"max": 10000, "unit": "code_points", "spans": []}, "attachments": {"max_count": 0, "max_bytes": 0},
        "idempotency": {"kind": "none"}, "errors": []
    })";

    // Only what is named "json-webhook:" is ours: any address could be one.
    static std::optional<settings> settings_from_url(std::string_view url, bool named)
    {
        return named ? std::optional(settings{{"url", std::string(url)}}) : std::nullopt;
    }

    explicit json_webhook(const settings& s) : url_(s.at("url")) {}

    delivery deliver(const message& m)
    {
        const auto answer = co_await publishes(post(url_, "{\"text\":" + json_string(m.text) + "}"));
        if (answer.status / 100 == 2) co_return delivered();
        if (answer.status / 100 != 4) co_return failed(failure_class::unconfirmed, "unclear", "It may be there.");
        auto why = failed(failure_class::message_rejected, "refused", "The address refused the message.");
        if (answer.status != 429) co_return why;
        const auto now = co_await now_ms();
        why.kind = failure_class::rate_limited;
        why.retry_after_ms = parse_retry_after(answer.header_value("retry-after"), now);
        co_return why;
    }

private:
    std::string url_;
};

MULTIPOST_PLUGIN(json_webhook)
