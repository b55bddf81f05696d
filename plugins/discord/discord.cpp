// SPDX-License-Identifier: BSL-1.0
#include "answers.hpp"
#include "description.hpp"
#include "markdown.hpp"
#include "webhook_url.hpp"

#include <multipost/connector.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace discord {
namespace {

using namespace multipost::connector;

// Discord turns clients away that do not name themselves so: docs.discord.com/developers/reference#user-agent
constexpr std::string_view user_agent =
    "DiscordBot (https://docs.discord.com/developers/resources/webhook, " MULTIPOST_CONNECTOR_VERSION ")";

std::string json_array(const std::vector<std::string>& ids)
{
    std::string json = "[";
    for (const auto& id : ids) (json += json.size() > 1 ? "," : "") += json_string(id);
    return json += ']';
}

// "allowed_mentions" with nothing to parse: whatever the text says, nobody is notified but whom the author named.
std::string payload(const message& m)
{
    const auto text = write_text(m);
    std::string json = "{\"content\":" + json_string(text.text) + ",\"allowed_mentions\":{\"parse\":[]";
    if (!text.users.empty()) json += ",\"users\":" + json_array(text.users);
    if (!text.roles.empty()) json += ",\"roles\":" + json_array(text.roles);
    return json += "}}";
}

request as_discord_wants_it(request r) { return std::move(r).with_header("User-Agent", std::string(user_agent)); }

/// Posts to a channel of Discord through a webhook.
class webhook
{
public:
    static std::string_view description() { return connector_description(); }

    static std::optional<settings> settings_from_url(std::string_view url, bool named)
    {
        return webhook_settings(url, named);
    }

    static std::string render(const message& m) { return write_text(m).text; }

    explicit webhook(const settings& s) : url_(webhook_url(s)), thread_id_(s.get("thread_id")) {}

    // Without "wait" Discord answers before it has stored the message, and says nothing when it does not.
    delivery deliver(const message& m)
    {
        auto url = url_ + "?wait=true";
        if (!thread_id_.empty()) url += "&thread_id=" + thread_id_;
        const auto answer = co_await publishes(as_discord_wants_it(post(url, payload(m))));
        if (auto published = read_message(answer)) co_return *published;
        const auto now = co_await now_ms();
        co_return explain(answer, request_purpose::publish, now);
    }

    operation check()
    {
        const auto answer = co_await prepares(as_discord_wants_it(get(url_)));
        if (is_webhook(answer)) co_return delivered();
        const auto now = co_await now_ms();
        co_return explain(answer, request_purpose::check, now);
    }

private:
    std::string url_;
    std::string thread_id_;
};

} // namespace
} // namespace discord

MULTIPOST_PLUGIN(discord::webhook)
