// SPDX-License-Identifier: BSL-1.0
#include "handlers/channel_json.hpp"

#include "api/rfc3339.hpp"
#include "handlers/failure_json.hpp"

namespace json = boost::json;

namespace webapp {

namespace {

json::value problem_json(const std::optional<multipost::channel_problem>& problem)
{
    if (!problem) return nullptr;
    json::object told;
    told["class"] = multipost::to_string(problem->failure.kind);
    told["code"] = problem->failure.code;
    told["what"] = problem->failure.what;
    told["advice"] = problem->failure.advice;
    told["at"] = rfc3339(problem->at);
    return told;
}

bool is_usable(const multipost::delivery_result& found) noexcept
{
    return found.state == multipost::delivery_state::delivered;
}

} // namespace

json::object channel_json(const multipost::stored_channel& c)
{
    json::object settings;
    for (const auto& [name, value] : c.settings) settings[name] = value;

    json::object told;
    told["id"] = c.id;
    told["name"] = c.name;
    told["connector"] = c.connector;
    told["hint"] = c.hint;
    told["settings"] = std::move(settings);
    told["state"] = multipost::to_string(c.state);
    told["problem"] = problem_json(c.problem);
    told["revision"] = c.revision;
    told["last_delivered_at"] = c.last_delivered_at ? json::value(rfc3339(*c.last_delivered_at)) : json::value(nullptr);
    told["pending"] = c.pending;
    told["created_at"] = rfc3339(c.created_at);
    told["updated_at"] = rfc3339(c.updated_at);
    return told;
}

json::object channel_test_json(const multipost::delivery_result& found, multipost::wall_time at)
{
    json::object told;
    told["state"] = is_usable(found) ? "usable" : is_clear(found) ? "unusable" : "unknown";
    told["failure"] = is_usable(found) ? json::value(nullptr) : failure_or_null(found.failure, at);
    return told;
}

bool is_clear(const multipost::delivery_result& found) noexcept
{
    if (is_usable(found)) return true;
    return found.failure && (found.failure->kind == multipost::failure_class::auth ||
                             found.failure->kind == multipost::failure_class::channel_dead);
}

} // namespace webapp
