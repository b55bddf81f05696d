// SPDX-License-Identifier: BSL-1.0
#include "handlers/post_filter.hpp"

#include "api/problem.hpp"
#include "api/rfc3339.hpp"
#include "api/uuid.hpp"
#include "handlers/query_parameters.hpp"

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

namespace webapp {

namespace {

using multipost::post_query;

constexpr std::size_t max_search = 200;
constexpr std::size_t max_cursor = 500;
constexpr std::size_t max_limit = 100;

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

multipost::post_state checked_state(std::string_view text)
{
    const auto state = multipost::post_state_from_string(text);
    if (!state) throw bad_value("?state", "Must be the state of a post, such as \"failed\".");
    return *state;
}

std::string checked_channel(std::string_view id)
{
    if (!is_uuid(id)) throw bad_value("?channel", "Must be the id of a channel.");
    return std::string(id);
}

} // namespace

post_query read_post_filter(const request& r)
{
    using value = std::string_view;
    post_query q;
    const query_parameters known = {
        {"state", [&](value v) { q.states.insert(checked_state(v)); }},
        {"channel", [&](value v) { q.channel = checked_channel(v); }},
        {"q", [&](value v) { q.text = checked_text("?q", v, max_search); }},
        {"to_come",
         [&](value v) {
             if (v != "true") throw bad_value("?to_come", "Must be \"true\", or be left out.");
             q.to_come = true;
         }},
        {"from", [&](value v) { q.from = checked_time("?from", v); }},
        {"to", [&](value v) { q.to = checked_time("?to", v); }},
        {"limit", [&](value v) { q.limit = checked_limit("?limit", v); }},
        {"cursor", [&](value v) { q.cursor = checked_text("?cursor", v, max_cursor); }},
    };
    read_query(r, known, "state");
    return q;
}

} // namespace webapp
