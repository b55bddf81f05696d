// SPDX-License-Identifier: BSL-1.0
#include "description.hpp"

#include "answers.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <string>

namespace discord {
namespace {

namespace json = boost::json;

// Limits: docs.discord.com/developers/resources/webhook#execute-webhook ("the message contents (up to 2000 characters)").
constexpr std::string_view constant_part = R"({
    "id": "discord",
    "name": "Discord",
    "homepage": "https://docs.discord.com/developers/resources/webhook",
    "operations": ["deliver", "check"],
    "hosts": ["discord.com"],
    "settings": {
        "type": "object",
        "properties": {
            "endpoint": {
                "type": "string",
                "format": "uri",
                "title": "Server",
                "description": "Where the webhook's URL begins, up to the third slash. Discord's own is https://discord.com.",
                "default": "https://discord.com",
                "examples": ["https://discord.com"]
            },
            "webhook_id": {
                "type": "string",
                "pattern": "^[0-9]{1,20}$",
                "title": "Webhook",
                "description": "The number after /webhooks/ in the webhook's URL. In Discord: the channel's settings, Integrations, Webhooks, Copy Webhook URL.",
                "examples": ["1200000000000000000"]
            },
            "token": {
                "type": "string",
                "minLength": 1,
                "writeOnly": true,
                "title": "Token",
                "description": "The last part of the webhook's URL, after the number and a slash. Whoever has it can post.",
                "examples": ["XXXXXXXXXXXXXXXXXXXXXXXX"]
            },
            "thread_id": {
                "type": "string",
                "pattern": "^[0-9]{1,20}$",
                "title": "Thread",
                "description": "Posts into this thread of the channel, which a forum always needs. In Discord: Copy Thread ID, with the developer mode on.",
                "examples": ["1200000000000000001"]
            }
        },
        "required": ["endpoint", "webhook_id", "token"],
        "additionalProperties": false
    },
    "label": "{webhook_id}",
    "text": {
        "max": 2000,
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

} // namespace discord
