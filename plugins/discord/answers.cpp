// SPDX-License-Identifier: BSL-1.0
#include "answers.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace discord {
namespace {

namespace json = boost::json;
using namespace multipost::connector;
using enum failure_class;

constexpr std::string_view new_webhook = "Make a new webhook in Discord and put its URL into this channel's settings.";
constexpr std::string_view ask_admin = "Ask who runs the Discord server, or use a webhook of another Discord channel.";
constexpr std::string_view set_thread = "Set the thread in this channel's settings to an open one of that forum.";
constexpr std::string_view look_first = "Look in Discord whether the message is there before sending it again.";

// docs.discord.com/developers/topics/rate-limits: wrong requests are counted over ten minutes.
constexpr std::int64_t invalid_requests_window_ms = 600'000;

// Codes: docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
constexpr refusal known_refusals[] = {
    {"10015", channel_dead, "The webhook has been deleted in Discord.", new_webhook},
    {"10003", channel_dead, "The Discord channel or thread of this webhook does not exist.",
     "Make a new webhook, or correct the thread in this channel's settings."},
    {"10004", channel_dead, "The Discord server of this webhook does not exist.", new_webhook},
    {"10016", channel_dead, "Discord does not know this kind of webhook.", new_webhook},
    {"50027", channel_dead, "The token of the webhook is wrong.",
     "Copy the whole webhook URL from Discord into this channel's settings."},
    {"40001", auth, "Discord does not accept the webhook's token.",
     "Copy the whole webhook URL from Discord into this channel's settings."},
    {"50014", auth, "Discord does not accept the webhook's token.",
     "Copy the whole webhook URL from Discord into this channel's settings."},
    {"50001", channel_dead, "The webhook has no access to its Discord channel.", ask_admin},
    {"50013", channel_dead, "The webhook may not post in its Discord channel.", ask_admin},
    {"50008", channel_dead, "The webhook's Discord channel is not one for text.", new_webhook},
    {"50024", channel_dead, "The webhook's Discord channel is of a kind that takes no messages.", new_webhook},
    {"220001", channel_dead, "The webhook belongs to a forum, where every message needs a thread.", set_thread},
    {"220002", channel_dead, "The message named a thread and asked for a new one.", set_thread},
    {"220003", channel_dead, "The webhook's Discord channel is no forum, so no thread can be made there.", new_webhook},
    {"220004", channel_dead, "This kind of webhook cannot be used in a forum.", new_webhook},
    {"40058", channel_dead, "The webhook belongs to a forum, where every message needs a thread.", set_thread},
    {"40067", channel_dead, "The forum asks for a tag on every new thread.", set_thread},
    {"50083", channel_dead, "The thread is archived.",
     "Reopen it in Discord, or set another thread in this channel's settings."},
    {"160005", channel_dead, "The thread is locked.",
     "Unlock it in Discord, or set another thread in this channel's settings."},
    {"50041", channel_dead, "What answered does not speak version 10 of Discord's API.",
     "Check the server in this channel's settings, and use a newer multipost if it is Discord's own."},

    {"50006", message_rejected, "Discord takes no empty message.", "Write a text."},
    {"50035", message_rejected, "Discord finds something in the message invalid.",
     "Change what Discord's own words name; a text may have at most 2,000 characters."},
    {"50109", message_rejected, "Discord could not read the message.",
     "Change the text; if it keeps happening, report it with the text."},
    {"40005", message_rejected, "The message is too large for Discord.", "Send a shorter text or smaller files."},
    {"50045", message_rejected, "A file is too large for this Discord server.", "Send a smaller file."},
    {"50046", message_rejected, "Discord finds a file invalid.", "Send another file."},
    {"30015", message_rejected, "Discord takes at most 10 files in a message.", "Send fewer files."},
    {"400001", message_rejected, "The Discord server may not take files at the moment.",
     "Send the message without files."},
    {"10008", message_rejected, "The message does not exist in Discord (any more).",
     "Nothing; it may have been deleted in Discord."},
    {"20009", message_rejected, "Discord takes the message for explicit content.", "Change the text."},
    {"200000", message_rejected, "The Discord server's automatic moderation blocked the message.",
     "Change the text, or ask who runs the server what its rules are."},
    {"200001", message_rejected, "The Discord server's automatic moderation blocked the title.",
     "Change the title, or ask who runs the server what its rules are."},
    {"240000", message_rejected, "Discord takes a link in the message for harmful.", "Leave the link out."},

    {"rate_limited", rate_limited, "Discord wants fewer messages.", "Wait as long as Discord asks, then send again."},
    {"20016", rate_limited, "The Discord channel is in slow mode.", "Wait as long as Discord asks, then send again."},
    {"20028", rate_limited, "Too much has been written to the Discord channel.",
     "Wait as long as Discord asks, then send again."},
    {"20029", rate_limited, "Too much has been written to the Discord server.",
     "Wait as long as Discord asks, then send again."},
    {"40062", rate_limited, "Too much has been asked of this part of Discord.",
     "Wait as long as Discord asks, then send again."},
    {"blocked", rate_limited,
     "Cloudflare, which guards Discord, turned the request away: too many wrong ones came from here.",
     "Wait ten minutes; if it stays so, look for other programs on this address that write to Discord."},
    {"40333", rate_limited, "Cloudflare, which guards Discord, blocks requests from here.",
     "Wait ten minutes; if it stays so, look for other programs on this address that write to Discord."},
    {"130000", transient, "Discord is overloaded and did not take the message.",
     "Nothing; it can be sent again later."},
    {"40004", transient, "Discord takes no messages at the moment.", "Nothing; it can be sent again later."},
    {"40006", transient, "Discord has switched off webhooks for the moment.", "Nothing; it can be sent again later."},

    {"webhook_refused", channel_dead, "Discord refused the webhook without a reason it documents.", new_webhook},
    {"message_refused", message_rejected, "Discord refused the message without a reason it documents.",
     "Change the text; Discord's own words may tell more."},
    {"redirected", channel_dead, "The webhook's address answered with a redirect, which is not followed.",
     "Copy the webhook URL from Discord again; if it goes through a proxy or portal, let it reach Discord."},
    {"server_error", unconfirmed, "Discord failed while it handled the message, which may have been posted.",
     look_first},
    {"no_message", unconfirmed, "Discord accepted the message without naming it, so it may or may not be posted.",
     look_first},
    {"unexpected_answer", unconfirmed,
     "What answered does not answer as Discord does, so the message may or may not be posted.",
     "Look in Discord whether the message is there; check that no proxy or portal stands in between."},
    {"unavailable", transient, "Discord did not answer the question whether the webhook works.", "Ask again later."},
};

const refusal* find(std::string_view code)
{
    const auto found = std::ranges::find(known_refusals, code, &refusal::code);
    return found == std::end(known_refusals) ? nullptr : found;
}

// The object in the body, or an empty one.
json::object object_in(const response& answer)
{
    json::error_code error;
    auto value = json::parse(answer.body, error);
    return !error && value.is_object() ? std::move(value.get_object()) : json::object();
}

std::string string_in(const json::object& object, std::string_view key)
{
    const auto* value = object.if_contains(json::string_view(key.data(), key.size()));
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_snowflake(std::string_view text)
{
    return !text.empty() && text.size() <= 20 && std::ranges::all_of(text, is_digit);
}

std::int64_t milliseconds(double seconds)
{
    const auto ms = std::ceil(seconds * 1000);
    return ms >= 0 ? static_cast<std::int64_t>(std::min(ms, static_cast<double>(max_retry_after_ms))) : -1;
}

// "0.37" as milliseconds, -1 when it is no time.
std::int64_t parse_seconds(std::string_view text)
{
    double seconds = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    return error == std::errc() && end == text.data() + text.size() ? milliseconds(seconds) : -1;
}

// docs.discord.com/developers/topics/rate-limits: the body is the most precise; Cloudflare sends the header alone.
std::int64_t retry_after(const response& answer, const json::object& body, std::int64_t now_ms)
{
    const auto* value = body.if_contains("retry_after");
    json::error_code error;
    const auto seconds = value ? value->to_number<double>(error) : -1;
    const auto ms = error ? -1 : milliseconds(seconds);
    return ms >= 0 ? ms : parse_retry_after(answer.header_value("retry-after"), now_ms);
}

// Without an Authorization header, as with webhooks, Discord's global limit holds for the machine's address.
bool is_global(const response& answer, const json::object& body)
{
    const auto* global = body.if_contains("global");
    return (global && *global == true) || answer.header_value("x-ratelimit-global") == "true" ||
           answer.header_value("x-ratelimit-scope") == "global";
}

// Discord's reasons come as {"code": 50035, "message": "...", "errors": {"content": {"_errors": [{"message": "..."}]}}}.
void append_details(std::string& words, const json::value& errors, int depth)
{
    constexpr int deepest = 16;
    constexpr std::size_t enough = 900;
    if (depth > deepest || words.size() > enough) return;
    if (const auto* list = errors.if_array())
    {
        for (const auto& element : *list)
            if (const auto* error = element.if_object(); error && words.size() <= enough)
                if (const auto message = string_in(*error, "message"); !message.empty()) (words += ' ') += message;
    }
    else if (const auto* object = errors.if_object())
    {
        for (const auto& member : *object) append_details(words, member.value(), depth + 1);
    }
}

// Discord's own words; a web page says nothing worth showing.
std::string remote_words(const json::object& body)
{
    auto words = string_in(body, "message");
    if (const auto* errors = body.if_contains("errors")) append_details(words, *errors, 0);
    return words;
}

// Code 0 is Discord's general error, which says no more than the status.
std::string code_in(const json::object& body)
{
    const auto* code = body.if_contains("code");
    json::error_code error;
    const auto number = code ? code->to_number<std::int64_t>(error) : 0;
    return error || number == 0 ? std::string() : std::to_string(number);
}

// Discord answers in JSON; a web page comes from Cloudflare in front of it.
bool is_page(const response& answer)
{
    const auto first = answer.body.find_first_not_of(" \t\r\n");
    return first != std::string::npos && answer.body[first] == '<';
}

std::string_view code_for_status(const response& answer, request_purpose purpose)
{
    const auto status = answer.status;
    if ((status == 403 || status == 429) && is_page(answer)) return "blocked";
    if (status == 429) return "rate_limited";
    // RFC 9110 sections 15.4.4, 15.5.9 and RFC 8470 section 5.2: done, look there; too slow; perhaps a repetition. None
    // of them says that nothing was posted.
    if (status == 303 || status == 408 || status == 425)
        return purpose == request_purpose::check ? "unavailable" : "unexpected_answer";
    if (status >= 300 && status < 400) return "redirected";
    if (status == 401 || status == 403 || status == 404 || status == 405 || status == 410) return "webhook_refused";
    if (status >= 400 && status < 500) return "message_refused";
    if (purpose == request_purpose::check) return "unavailable";
    if (status >= 500) return "server_error";
    return status == 204 ? "no_message" : "unexpected_answer";
}

// What is known of an answer without a documented number is its status.
std::string with_status(std::string_view sentence, unsigned status)
{
    return std::string(sentence.substr(0, sentence.size() - 1)) + " (HTTP status " + std::to_string(status) + ").";
}

const refusal& known_for(const response& answer, const json::object& body, request_purpose purpose)
{
    // A success never carries an error's code.
    const auto* named = answer.status >= 400 ? find(code_in(body)) : nullptr;
    // A 429 is a limit whatever its code is about.
    if (named && (answer.status != 429 || named->kind == rate_limited)) return *named;
    return *find(code_for_status(answer, purpose));
}

} // namespace

std::span<const refusal> refusals() noexcept { return known_refusals; }

std::optional<success> read_message(const response& answer)
{
    if (answer.status != 200) return std::nullopt;
    const auto body = object_in(answer);
    const auto id = string_in(body, "id");
    const auto channel = string_in(body, "channel_id");
    const auto guild = string_in(body, "guild_id");
    if (!is_snowflake(id)) return std::nullopt;
    auto s = delivered(id);
    if (is_snowflake(guild) && is_snowflake(channel))
        s.permalink = "https://discord.com/channels/" + guild + '/' + channel + '/' + id;
    if (answer.header_value("x-ratelimit-remaining") == "0")
        s.pause_ms = std::max<std::int64_t>(parse_seconds(answer.header_value("x-ratelimit-reset-after")), 0);
    return s;
}

bool is_webhook(const response& answer)
{
    return answer.status == 200 && is_snowflake(string_in(object_in(answer), "id"));
}

failure explain(const response& answer, request_purpose purpose, std::int64_t now_ms)
{
    const auto body = object_in(answer);
    const auto& known = known_for(answer, body, purpose);
    auto f = failed(known.kind, std::string(known.code), std::string(known.what), std::string(known.advice));
    f.remote_words = remote_words(body);
    const bool has_number = std::ranges::all_of(known.code, is_digit);
    if (!has_number) f.what = with_status(known.what, answer.status);
    if (known.kind != rate_limited) return f;
    const bool blocked = known.code == "blocked" || known.code == "40333";
    f.retry_after_ms = retry_after(answer, body, now_ms);
    if (blocked && f.retry_after_ms < 0) f.retry_after_ms = invalid_requests_window_ms;
    f.retry_scope = blocked || is_global(answer, body) ? scope::origin : scope::channel;
    return f;
}

} // namespace discord
