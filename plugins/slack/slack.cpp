// SPDX-License-Identifier: BSL-1.0
#include "answers.hpp"
#include "description.hpp"
#include "mrkdwn.hpp"
#include "webhook_url.hpp"

#include <multipost/connector.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace slack {
namespace {

using namespace multipost::connector;

// docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: "text", and "mrkdwn": false for text without markup.
std::string payload(const message& m)
{
    const auto text = write_text(m);
    std::string json = "{\"text\":" + json_string(text.text);
    if (!text.has_markup) json += ",\"mrkdwn\":false";
    return json += '}';
}

/// Posts to a channel of Slack through an incoming webhook.
class webhook
{
public:
    static std::string_view description() { return connector_description(); }

    static std::optional<settings> settings_from_url(std::string_view url, bool named)
    {
        return webhook_settings(url, named);
    }

    static std::string render(const message& m) { return write_text(m).text; }

    explicit webhook(const settings& s) : url_(webhook_url(s)) {}

    delivery deliver(const message& m)
    {
        const auto answer = co_await publishes(post(url_, payload(m)));
        if (is_ok(answer)) co_return delivered();
        const auto now = co_await now_ms();
        co_return explain(answer, request_purpose::publish, now);
    }

    // Slack refuses a message without text, and only a webhook that works gets as far as looking at the text.
    operation check()
    {
        const auto answer = co_await prepares(post(url_, "{\"text\":\"\"}"));
        if (is_ok(answer) || is_no_text(answer)) co_return delivered();
        const auto now = co_await now_ms();
        co_return explain(answer, request_purpose::check, now);
    }

private:
    std::string url_;
};

} // namespace
} // namespace slack

MULTIPOST_PLUGIN(slack::webhook)
