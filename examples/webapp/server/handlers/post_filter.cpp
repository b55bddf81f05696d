// SPDX-License-Identifier: BSL-1.0
#include "handlers/post_filter.hpp"

#include "api/problem.hpp"
#include "api/rfc3339.hpp"
#include "api/uuid.hpp"

#include <multipost/text.hpp>

#include <boost/json/object.hpp>

#include <charconv>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <system_error>

namespace webapp {

namespace {

using multipost::post_query;

constexpr std::size_t max_search = 200;
constexpr std::size_t max_cursor = 500;
constexpr std::size_t max_limit = 100;

std::string checked_text(std::string_view pointer, std::string_view text, std::size_t max_length)
{
    const auto size = multipost::length(text, multipost::length_unit::code_points);
    if (size < 1 || size > max_length)
        throw bad_value(pointer, "Must have 1 to " + std::to_string(max_length) + " characters.");
    if (text.find('\0') != std::string_view::npos) throw bad_value(pointer, "Must not hold U+0000.");
    return std::string(text);
}

multipost::wall_time checked_time(std::string_view pointer, std::string_view text)
{
    const auto time = parse_rfc3339(text);
    if (!time) throw bad_value(pointer, "Must be a date and time of RFC 3339, such as 2026-11-22T09:20:00Z.");
    return *time;
}

std::size_t checked_limit(std::string_view pointer, std::string_view text)
{
    std::size_t limit = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (failed != std::errc() || end != text.data() + text.size() || limit < 1 || limit > max_limit)
        throw bad_value(pointer, "Must be from 1 to 100.");
    return limit;
}

// Each time with one value, any of which may hold.
constexpr std::string_view repeatable = "state";

using setter = void (*)(post_query&, std::string_view value);

const std::map<std::string_view, setter>& conditions()
{
    static const std::map<std::string_view, setter> known = {
        {"state",
         [](post_query& q, std::string_view value) {
             const auto state = multipost::post_state_from_string(value);
             if (!state) throw bad_value("?state", "Must be the state of a post, such as \"failed\".");
             q.states.insert(*state);
         }},
        {"channel",
         [](post_query& q, std::string_view value) {
             if (!is_uuid(value)) throw bad_value("?channel", "Must be the id of a channel.");
             q.channel = std::string(value);
         }},
        {"q", [](post_query& q, std::string_view value) { q.text = checked_text("?q", value, max_search); }},
        {"from", [](post_query& q, std::string_view value) { q.from = checked_time("?from", value); }},
        {"to", [](post_query& q, std::string_view value) { q.to = checked_time("?to", value); }},
        {"limit", [](post_query& q, std::string_view value) { q.limit = checked_limit("?limit", value); }},
        {"cursor",
         [](post_query& q, std::string_view value) { q.cursor = checked_text("?cursor", value, max_cursor); }},
    };
    return known;
}

problem unknown_parameter(std::string_view name)
{
    problem p(400, "unknown_member", "There is no such parameter.");
    boost::json::object found;
    found["pointer"] = '?' + std::string(name);
    found["what"] = "Is not known here.";
    p.errors.push_back(std::move(found));
    return p;
}

} // namespace

post_query read_post_filter(const request& r)
{
    post_query query;
    std::set<std::string_view> seen;
    for (const auto& [name, value] : r.query)
    {
        const auto known = conditions().find(name);
        if (known == conditions().end()) throw unknown_parameter(name);
        if (!seen.insert(name).second && name != repeatable) throw bad_value('?' + name, "Must be given once only.");
        known->second(query, value);
    }
    return query;
}

} // namespace webapp
