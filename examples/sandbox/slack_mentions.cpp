// SPDX-License-Identifier: BSL-1.0
#include "slack_mentions.hpp"

#include <boost/json/array.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string_view>

namespace sandbox {

namespace {

namespace json = boost::json;

constexpr std::string_view broadcasts[] = {"channel", "here", "everyone"};

void add(std::vector<std::string>& notified, std::string name)
{
    if (std::find(notified.begin(), notified.end(), name) == notified.end()) notified.push_back(std::move(name));
}

// `inside` is what stands between < and >, without the label after |.
void read_reference(std::string_view inside, std::vector<std::string>& notified)
{
    inside = inside.substr(0, inside.find('|'));
    constexpr std::string_view subteam = "!subteam^";
    if (inside.starts_with(subteam))
    {
        add(notified, "group:" + std::string{inside.substr(subteam.size())});
    }
    else if (inside.starts_with('!'))
    {
        for (const auto name : broadcasts)
            if (inside.substr(1) == name) add(notified, std::string{name});
    }
    else if (inside.size() > 1 && inside.starts_with('@'))
    {
        add(notified, "user:" + std::string{inside.substr(1)});
    }
}

void read_text(std::string_view text, bool link_names, std::vector<std::string>& notified)
{
    for (auto open = text.find('<'); open != std::string_view::npos; open = text.find('<', open + 1))
    {
        const auto close = text.find_first_of("<>", open + 1);
        if (close == std::string_view::npos) break;
        if (text[close] == '>') read_reference(text.substr(open + 1, close - open - 1), notified);
    }
    if (link_names)
        for (const auto name : broadcasts)
            if (text.find("@" + std::string{name}) != std::string_view::npos) add(notified, std::string{name});
}

std::string_view text_of(const json::object& o)
{
    const auto* text = o.if_contains("text");
    return text && text->is_string() ? std::string_view{text->get_string().data(), text->get_string().size()}
                                     : std::string_view{};
}

// The depth is bounded by the JSON parser's own limit.
void read_blocks(const json::value& value, bool link_names, std::vector<std::string>& notified)
{
    if (const auto* array = value.if_array())
    {
        for (const auto& element : *array) read_blocks(element, link_names, notified);
    }
    else if (const auto* object = value.if_object())
    {
        if (const auto* type = object->if_contains("type"); type && *type == "mrkdwn")
            read_text(text_of(*object), link_names, notified);
        for (const auto& member : *object) read_blocks(member.value(), link_names, notified);
    }
}

bool links_names(const json::object& payload)
{
    if (const auto* parse = payload.if_contains("parse"); parse && *parse == "full") return true;
    const auto* link_names = payload.if_contains("link_names");
    return link_names && (*link_names == true || *link_names == 1);
}

} // namespace

std::vector<std::string> slack_notified(const json::object& payload)
{
    std::vector<std::string> notified;
    const bool link_names = links_names(payload);
    const auto* blocks = payload.if_contains("blocks");
    if (const auto* array = blocks ? blocks->if_array() : nullptr; array && !array->empty())
        read_blocks(*blocks, link_names, notified);
    else
        read_text(text_of(payload), link_names, notified);
    return notified;
}

} // namespace sandbox
