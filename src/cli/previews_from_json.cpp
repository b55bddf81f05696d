// SPDX-License-Identifier: BSL-1.0
#include "cli/previews_from_json.hpp"

#include "cli/json_members.hpp"

#include <string>

namespace multipost::cli {

namespace {

namespace json = boost::json;

std::string owned(const json::object& of, std::string_view name) { return std::string(text(of, name)); }

length_unit unit_named(std::string_view name)
{
    for (const auto unit : {length_unit::bytes, length_unit::utf16, length_unit::graphemes})
        if (to_string(unit) == name) return unit;
    return length_unit::code_points;
}

failure failure_from_json(const json::object& f)
{
    failure out;
    out.kind = failure_class_from_string(text(f, "class")).value_or(failure_class::message_rejected);
    out.code = text(f, "code");
    out.what = text(f, "what");
    out.advice = text(f, "advice");
    out.remote_words = text(f, "remote_words");
    return out;
}

request_preview request_from_json(const json::object& r)
{
    request_preview out{owned(r, "effect"), owned(r, "method"), owned(r, "url"), {}, owned(r, "body")};
    for_each_in(r, "headers",
                [&](const json::object& h) { out.headers.emplace_back(owned(h, "name"), owned(h, "value")); });
    return out;
}

std::string name_of(const std::string& id, const json::object& channels)
{
    std::string name = id;
    for_each_in(channels, "items", [&](const json::object& c) {
        if (text(c, "id") == id) name = text(c, "name");
    });
    return name;
}

} // namespace

std::vector<channel_preview> previews_from_json(const json::object& list, const json::object& channels)
{
    std::vector<channel_preview> previews;
    for_each_in(list, "items", [&](const json::object& item) {
        channel_preview p;
        p.connector = text(item, "connector");
        p.channel = name_of(owned(item, "channel"), channels);
        p.text = text(item, "text");
        p.length = static_cast<std::size_t>(number(item, "length"));
        p.limit = static_cast<std::size_t>(number(item, "limit"));
        p.unit = unit_named(text(item, "unit"));
        for_each_in(item, "notices", [&](const json::object& n) {
            p.notices.push_back({owned(n, "code"), owned(n, "what")});
        });
        for_each_in(item, "requests", [&](const json::object& r) { p.requests.push_back(request_from_json(r)); });
        if (const auto* problem = object(item, "problem")) p.problem = failure_from_json(*problem);
        previews.push_back(std::move(p));
    });
    return previews;
}

} // namespace multipost::cli
