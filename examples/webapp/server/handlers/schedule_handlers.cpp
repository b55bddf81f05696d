// SPDX-License-Identifier: BSL-1.0
#include "handlers/schedule_handlers.hpp"

#include "api/json_response.hpp"
#include "api/problem.hpp"
#include "handlers/query_parameters.hpp"
#include "handlers/schedule_json.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace asio = boost::asio;

namespace webapp {

namespace {

multipost::schedule read_schedule(const request& r)
{
    multipost::schedule asked;
    read_query(r, {{"at", [&](std::string_view value) { asked.at = checked_text("?at", value, 40); }},
                   {"zone", [&](std::string_view value) { asked.zone = checked_text("?zone", value, 64); }}});
    if (asked.at.empty()) throw bad_value("?at", "Is missing.");
    return asked;
}

bool is_zone(const std::string& name) { return multipost::plan({"2026-01-01T00:00:00Z", name, {}}).has_value(); }

asio::awaitable<response> plan_time(request_context c)
{
    const auto asked = read_schedule(c.request);
    const auto planned = multipost::plan(asked);
    if (planned.has_error()) throw bad_value(is_zone(asked.zone) ? "?at" : "?zone", planned.error().what);
    co_return json_response(200, planned_time_json(*planned));
}

} // namespace

void add_schedule_routes(router& to) { to.add("GET", "/api/v1/planned_time", access::session, plan_time); }

} // namespace webapp
