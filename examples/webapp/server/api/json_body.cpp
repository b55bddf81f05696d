// SPDX-License-Identifier: BSL-1.0
#include "api/json_body.hpp"

#include "api/media_type.hpp"
#include "api/problem.hpp"
#include "api/strict_json.hpp"

#include <multipost/text.hpp>

#include <boost/json/array.hpp>

#include <algorithm>

namespace json = boost::json;

namespace webapp {

namespace {

constexpr std::size_t max_errors_told = 10;

std::string_view view(json::string_view text) noexcept { return {text.data(), text.size()}; }

/// RFC 6901 section 3.
std::string escaped(std::string_view name)
{
    std::string token;
    for (const char c : name)
    {
        if (c == '~')
            token += "~0";
        else if (c == '/')
            token += "~1";
        else
            token += c;
    }
    return token;
}

std::string length_rule(std::size_t min_length, std::size_t max_length)
{
    const auto most = std::to_string(max_length);
    if (min_length == 0) return "Must have at most " + most + " characters.";
    return "Must have " + std::to_string(min_length) + " to " + most + " characters.";
}

std::string checked_text(const json::value& value, const std::string& pointer, std::size_t min_length,
                         std::size_t max_length)
{
    const auto* text = value.if_string();
    if (text == nullptr) throw bad_value(pointer, "Must be a text.");
    const auto size = multipost::length(view(*text), multipost::length_unit::code_points);
    if (size < min_length || size > max_length) throw bad_value(pointer, length_rule(min_length, max_length));
    return std::string(view(*text));
}

problem missing(const std::string& pointer) { return bad_value(pointer, "Is missing."); }

} // namespace

json::object parse_json_body(const request& r)
{
    if (!is_json_type(r.header("content-type").value_or(""))) throw problem(415, "not_json", "Send application/json.");
    auto parsed = parse_strict_json(r.body);
    if (parsed.has_error())
        throw problem(400, "bad_json",
                      "The body is not the JSON that is taken here. " + std::string(parsed.error().what));
    if (!parsed->is_object()) throw problem(400, "bad_json", "The body must be a JSON object.");
    return std::move(parsed->get_object());
}

object_reader::object_reader(json::object members, std::string pointer)
    : members_(std::move(members)),
      pointer_(std::move(pointer))
{}

bool object_reader::has(std::string_view name) const { return members_.contains({name.data(), name.size()}); }

std::string object_reader::pointer_to(std::string_view name) const { return pointer_ + '/' + escaped(name); }

std::optional<json::value> object_reader::take(std::string_view name)
{
    const auto found = members_.find({name.data(), name.size()});
    if (found == members_.end()) return std::nullopt;
    std::optional<json::value> taken(std::move(found->value()));
    members_.erase(found);
    return taken;
}

std::string object_reader::text(std::string_view name, std::size_t min_length, std::size_t max_length)
{
    auto given = optional_text(name, min_length, max_length);
    if (!given) throw missing(pointer_to(name));
    return *std::move(given);
}

std::optional<std::string> object_reader::optional_text(std::string_view name, std::size_t min_length,
                                                        std::size_t max_length)
{
    const auto value = take(name);
    if (!value) return std::nullopt;
    return checked_text(*value, pointer_to(name), min_length, max_length);
}

std::string object_reader::word(std::string_view name, std::initializer_list<std::string_view> allowed)
{
    auto given = optional_word(name, allowed);
    if (!given) throw missing(pointer_to(name));
    return *std::move(given);
}

std::optional<std::string> object_reader::optional_word(std::string_view name,
                                                        std::initializer_list<std::string_view> allowed)
{
    const auto value = take(name);
    if (!value) return std::nullopt;
    const auto* text = value->if_string();
    if (text != nullptr && std::ranges::find(allowed, view(*text)) != allowed.end()) return std::string(view(*text));
    std::string rule = "Must be";
    for (const auto word : allowed) rule += (rule.ends_with('"') ? " or \"" : " \"") + std::string(word) + '"';
    throw bad_value(pointer_to(name), rule + '.');
}

std::vector<std::string> object_reader::texts(std::string_view name, std::size_t max_items, std::size_t max_length)
{
    const auto value = take(name);
    const auto pointer = pointer_to(name);
    if (!value) throw missing(pointer);
    const auto* list = value->if_array();
    if (list == nullptr) throw bad_value(pointer, "Must be a list.");
    if (list->size() > max_items)
        throw bad_value(pointer, "Must have at most " + std::to_string(max_items) + " items.");
    std::vector<std::string> out;
    for (const auto& item : *list)
        out.push_back(checked_text(item, pointer + '/' + std::to_string(out.size()), 0, max_length));
    return out;
}

std::optional<std::vector<std::pair<std::string, std::string>>>
object_reader::optional_text_members(std::string_view name, std::size_t max_members, std::size_t max_length)
{
    const auto value = take(name);
    if (!value) return std::nullopt;
    const auto pointer = pointer_to(name);
    const auto* members = value->if_object();
    if (members == nullptr) throw bad_value(pointer, "Must be an object.");
    if (members->size() > max_members)
        throw bad_value(pointer, "Must have at most " + std::to_string(max_members) + " members.");
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& member : *members)
    {
        const std::string key(view(member.key()));
        out.emplace_back(key, checked_text(member.value(), pointer + '/' + escaped(key), 0, max_length));
    }
    return out;
}

std::optional<object_reader> object_reader::optional_object(std::string_view name)
{
    auto value = take(name);
    if (!value) return std::nullopt;
    auto pointer = pointer_to(name);
    if (!value->is_object()) throw bad_value(pointer, "Must be an object.");
    return object_reader(std::move(value->get_object()), std::move(pointer));
}

bool object_reader::is_null(std::string_view name)
{
    const auto found = members_.find({name.data(), name.size()});
    if (found == members_.end() || !found->value().is_null()) return false;
    members_.erase(found);
    return true;
}

void object_reader::done() const
{
    if (members_.empty()) return;
    problem p(400, "unknown_member", "The body has a member that is not known here.");
    for (const auto& member : members_)
    {
        if (p.errors.size() == max_errors_told) break;
        json::object found;
        found["pointer"] = pointer_to(view(member.key()));
        found["what"] = "Is not known here.";
        p.errors.push_back(std::move(found));
    }
    throw p;
}

} // namespace webapp
