// SPDX-License-Identifier: BSL-1.0
#include "description.hpp"

#include "answers.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <string>

namespace slack {
namespace {

namespace json = boost::json;

// Limits: docs.slack.dev/reference/methods/chat.postMessage ("Truncating content": text beyond 40,000 characters is cut).
constexpr std::string_view constant_part = R"({
    "id": "slack",
    "name": "Slack",
    "homepage": "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks",
    "operations": ["deliver", "check"],
    "hosts": ["hooks.slack.com", "hooks.slack-gov.com"],
    "settings": {
        "type": "object",
        "properties": {
            "endpoint": {
                "type": "string",
                "format": "uri",
                "title": "Webhook address",
                "description": "The webhook's URL up to its last slash. In Slack: your app, Features, Incoming Webhooks, Webhook URL.",
                "examples": ["https://hooks.slack.com/services/T00000000/B00000000"]
            },
            "token": {
                "type": "string",
                "minLength": 1,
                "writeOnly": true,
                "title": "Token",
                "description": "The last part of the webhook's URL, after its last slash. Whoever has it can post.",
                "examples": ["XXXXXXXXXXXXXXXXXXXXXXXX"]
            }
        },
        "required": ["endpoint", "token"],
        "additionalProperties": false
    },
    "label": "{endpoint}",
    "text": {
        "max": 40000,
        "unit": "code_points",
        "spans": ["bold", "italic", "strike", "code", "code_block", "quote", "link", "list_item", "heading", "mention"]
    },
    "attachments": {"max_count": 0, "max_bytes": 0},
    "idempotency": {"kind": "none", "seconds": 0}
})";

std::string build()
{
    auto description = json::parse(constant_part).as_object();
    description["version"] = MULTIPOST_CONNECTOR_VERSION;
    auto& errors = description["errors"].emplace_array();
    for (const auto& r : refusals())
        errors.push_back({{"code", r.code}, {"class", to_string(r.kind)}, {"what", r.what}, {"advice", r.advice}});
    return json::serialize(description);
}

} // namespace

std::string_view connector_description()
{
    static const std::string description = build();
    return description;
}

} // namespace slack
