// SPDX-License-Identifier: BSL-1.0
#include "discord_message.hpp"

#include "timestamp.hpp"
#include "utf8.hpp"

#include <boost/json/array.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <string>

namespace sandbox {

namespace {

namespace json = boost::json;

constexpr std::size_t max_content = 2000; // these are code points
constexpr std::size_t max_username = 80;
constexpr std::size_t max_avatar_url = 2048;
constexpr std::size_t max_thread_name = 100;
constexpr std::size_t max_embeds = 10;
constexpr std::size_t max_embed_fields = 25;
constexpr std::size_t max_embeds_together = 6000;
constexpr std::size_t max_attachments = 10;
constexpr std::size_t max_tags = 5;
constexpr std::size_t max_listed_mentions = 100;

std::string_view view(const json::string& s) { return {s.data(), s.size()}; }

const json::value* member(const json::object& o, std::string_view name)
{
    const auto* value = o.if_contains(json::string_view{name.data(), name.size()});
    return value && !value->is_null() ? value : nullptr;
}

// Checks one body; `where` is the dotted path of the object that a check reads.
class checker
{
public:
    explicit checker(discord_form_errors& errors) : errors_{errors} {}

    // Returns the code points of a text, 0 when it is absent or wrong.
    std::size_t text(const json::object& o, const std::string& where, std::string_view name, std::size_t max)
    {
        const auto* value = member(o, name);
        if (!value) return 0;
        const auto field = where + std::string{name};
        const auto* string = value->if_string();
        if (!string)
        {
            errors_.add(field, "BASE_TYPE_BAD_TYPE", "Could not interpret value as string.");
            return 0;
        }
        const auto count = code_points(view(*string));
        if (count > max)
            errors_.add(field, "BASE_TYPE_MAX_LENGTH", "Must be " + std::to_string(max) + " or fewer in length.");
        return count;
    }

    // Returns the array, nullptr when it is absent or wrong.
    const json::array* list(const json::object& o, const std::string& where, std::string_view name, std::size_t max)
    {
        const auto* value = member(o, name);
        if (!value) return nullptr;
        const auto field = where + std::string{name};
        const auto* array = value->if_array();
        if (!array)
            errors_.add(field, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        else if (array->size() > max)
            errors_.add(field, "BASE_TYPE_MAX_LENGTH", "Must be " + std::to_string(max) + " or fewer in length.");
        return array;
    }

    void embeds(const json::object& body)
    {
        const auto* all = list(body, {}, "embeds", max_embeds);
        if (!all) return;
        std::size_t together = 0;
        for (std::size_t i = 0; i < all->size(); ++i)
        {
            const auto where = "embeds." + std::to_string(i);
            if (const auto* embed = (*all)[i].if_object())
                together += this->embed(*embed, where + ".");
            else
                errors_.add(where, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        }
        if (together > max_embeds_together)
            errors_.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
    }

    void mentions(const json::object& body)
    {
        const auto* value = member(body, "allowed_mentions");
        if (!value) return;
        const auto* allowed = value->if_object();
        if (!allowed)
        {
            errors_.add("allowed_mentions", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
            return;
        }
        const std::string where = "allowed_mentions.";
        const auto* users = list(*allowed, where, "users", max_listed_mentions);
        const auto* roles = list(*allowed, where, "roles", max_listed_mentions);
        const auto* parse = list(*allowed, where, "parse", 3);
        for (std::size_t i = 0; parse && i < parse->size(); ++i)
        {
            const auto& kind = (*parse)[i];
            if (kind != "users" && kind != "roles" && kind != "everyone")
                errors_.add(where + "parse." + std::to_string(i), "BASE_TYPE_CHOICES",
                            "Value must be one of ('roles', 'users', 'everyone').");
            if ((kind == "users" && users && !users->empty()) || (kind == "roles" && roles && !roles->empty()))
                errors_.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                            "parse and a list of ids of the same kind are mutually exclusive.");
        }
    }

private:
    // Returns how much it counts towards the limit of all embeds together.
    std::size_t embed(const json::object& e, const std::string& where)
    {
        std::size_t size = text(e, where, "title", 256) + text(e, where, "description", 4096);
        if (const auto* footer = member(e, "footer"); footer && footer->is_object())
            size += text(footer->get_object(), where + "footer.", "text", 2048);
        if (const auto* author = member(e, "author"); author && author->is_object())
            size += text(author->get_object(), where + "author.", "name", 256);
        const auto* fields = list(e, where, "fields", max_embed_fields);
        for (std::size_t i = 0; fields && i < fields->size(); ++i)
        {
            const auto* field = (*fields)[i].if_object();
            const auto field_where = where + "fields." + std::to_string(i) + ".";
            if (field) size += text(*field, field_where, "name", 256) + text(*field, field_where, "value", 1024);
        }
        return size;
    }

    discord_form_errors& errors_;
};

bool has_items(const json::object& body, std::string_view name)
{
    const auto* value = member(body, name);
    return value && value->is_array() && !value->get_array().empty();
}

json::value or_default(const json::object& body, std::string_view name, json::value fallback)
{
    const auto* value = member(body, name);
    return value ? *value : std::move(fallback);
}

// The mentions of one kind that notify, as the message object lists them.
json::array mentioned(const published_message& m, std::string_view kind, bool as_objects)
{
    json::array ids;
    for (const auto& name : m.notified)
    {
        if (!name.starts_with(kind)) continue;
        const auto id = name.substr(kind.size());
        if (as_objects)
        {
            json::object user;
            user["id"] = id;
            user["username"] = "user-" + id;
            ids.emplace_back(std::move(user));
        }
        else
        {
            ids.emplace_back(id);
        }
    }
    return ids;
}

} // namespace

discord_form_errors discord_form_errors_of(const json::object& body)
{
    discord_form_errors errors;
    checker check{errors};
    check.text(body, {}, "content", max_content);
    if (member(body, "username") && check.text(body, {}, "username", max_username) == 0)
        errors.add("username", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 80 in length.");
    check.text(body, {}, "avatar_url", max_avatar_url);
    check.text(body, {}, "thread_name", max_thread_name);
    check.list(body, {}, "applied_tags", max_tags);
    check.list(body, {}, "attachments", max_attachments);
    check.embeds(body);
    check.mentions(body);
    return errors;
}

bool discord_is_empty(const json::object& body)
{
    return is_blank(discord_content(body)) && !has_items(body, "embeds") && !has_items(body, "components") &&
           !member(body, "poll");
}

std::string_view discord_content(const json::object& body)
{
    const auto* content = member(body, "content");
    return content && content->is_string() ? view(content->get_string()) : std::string_view{};
}

json::object discord_message_object(const published_message& m, std::string_view thread_id)
{
    static const json::object nothing;
    const auto& body = m.request.is_object() ? m.request.get_object() : nothing;

    json::object author;
    author["bot"] = true;
    author["id"] = m.channel;
    author["username"] = or_default(body, "username", "Sandbox");
    author["avatar"] = nullptr;
    author["discriminator"] = "0000";

    json::object o;
    o["id"] = m.id;
    o["type"] = 0;
    o["content"] = m.text;
    o["channel_id"] = thread_id.empty() ? discord_channel_id : thread_id;
    o["author"] = std::move(author);
    o["attachments"] = json::array{};
    o["embeds"] = or_default(body, "embeds", json::array{});
    o["components"] = or_default(body, "components", json::array{});
    o["mentions"] = mentioned(m, "user:", true);
    o["mention_roles"] = mentioned(m, "role:", false);
    o["mention_everyone"] = std::any_of(m.notified.begin(), m.notified.end(),
                                        [](const std::string& name) { return name == "everyone" || name == "here"; });
    o["pinned"] = false;
    o["tts"] = or_default(body, "tts", false);
    o["timestamp"] = rfc3339(m.at);
    o["edited_timestamp"] = m.edited_at ? json::value(rfc3339(*m.edited_at)) : json::value(nullptr);
    o["flags"] = or_default(body, "flags", 0);
    o["webhook_id"] = m.channel;
    return o;
}

} // namespace sandbox
