// SPDX-License-Identifier: BSL-1.0
#include "discord_error.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>

namespace sandbox {

namespace {

namespace json = boost::json;

struct known_code
{
    int code;
    std::string_view words;
};

// docs.discord.com/developers/topics/opcodes-and-status-codes, read in November 2026.
constexpr known_code known_codes[] = {
    {10003, "Unknown Channel"},
    {10008, "Unknown Message"},
    {10015, "Unknown Webhook"},
    {20009, "Explicit content cannot be sent to the desired recipient(s)"},
    {20016, "This action cannot be performed due to slowmode rate limit"},
    {20028, "The write action you are performing on the channel has hit the write rate limit"},
    {20029, "The write action you are performing on the server has hit the write rate limit"},
    {30015, "Maximum number of attachments in a message reached (10)"},
    {40001, "Unauthorized. Provide a valid token and try again"},
    {40004, "Send messages has been temporarily disabled"},
    {40005, "Request entity too large. Try sending something smaller in size"},
    {40062, "Service resource is being rate limited"},
    {40067, "A tag is required to create a forum post in this channel"},
    {50001, "Missing Access"},
    {50006, "Cannot send an empty message"},
    {50013, "You lack permissions to perform that action"},
    {50014, "Invalid authentication token provided"},
    {50027, "Invalid Webhook Token"},
    {50035, "Invalid Form Body"},
    {50041, "Invalid API version provided"},
    {50045, "File uploaded exceeds the maximum size"},
    {50083,
     "Tried to perform an operation on an archived thread, such as editing a message or adding a user to the thread"},
    {50109, "The request body contains invalid JSON."},
    {130000, "API resource is currently overloaded. Try again a little later"},
    {160005, "Thread is locked"},
    {200000, "Message was blocked by automatic moderation"},
    {200001, "Title was blocked by automatic moderation"},
    {220001, "Webhooks posted to forum channels must have a thread_name or thread_id"},
    {220002, "Webhooks posted to forum channels cannot have both a thread_name and thread_id"},
    {220003, "Webhooks can only create threads in forum channels"},
    {220004, "Webhook services cannot be used in forum channels"},
    {240000, "Message blocked by harmful links filter"},
};

response error_answer(unsigned status, int code)
{
    json::object o;
    o["message"] = discord_words(code);
    o["code"] = code;
    return json_response(status, o);
}

} // namespace

std::string_view discord_words(int code) noexcept
{
    for (const auto& known : known_codes)
        if (known.code == code) return known.words;
    return "General error";
}

response discord_error(unsigned status, discord_code code) { return error_answer(status, static_cast<int>(code)); }

response discord_error(unsigned status, std::string_view code)
{
    int number = 0;
    const auto* end = code.data() + code.size();
    const auto [stop, error] = std::from_chars(code.data(), end, number);
    return error_answer(status, error == std::errc{} && stop == end ? number : 0);
}

void discord_form_errors::add(std::string_view field, std::string_view code, std::string_view message)
{
    auto* at = &errors_;
    while (true)
    {
        const auto dot = field.find('.');
        auto& member = (*at)[json::string_view{field.data(), std::min(dot, field.size())}];
        if (!member.is_object()) member = json::object{};
        at = &member.as_object();
        if (dot == std::string_view::npos) break;
        field.remove_prefix(dot + 1);
    }
    auto& list = (*at)["_errors"];
    if (!list.is_array()) list = json::array{};
    json::object o;
    o["code"] = code;
    o["message"] = message;
    list.as_array().emplace_back(std::move(o));
}

response discord_form_errors::answer() const
{
    json::object o;
    o["message"] = discord_words(static_cast<int>(discord_code::invalid_form_body));
    o["code"] = static_cast<int>(discord_code::invalid_form_body);
    o["errors"] = errors_;
    return json_response(400, o);
}

} // namespace sandbox
