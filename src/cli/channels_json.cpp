// SPDX-License-Identifier: BSL-1.0
#include "cli/channels_json.hpp"

#include "cli/posts_json.hpp"
#include "cli/rfc3339.hpp"

#include <chrono>

namespace multipost::cli {

namespace json = boost::json;

namespace {

json::value problem_json(const std::optional<channel_problem>& problem)
{
    if (!problem) return nullptr;
    return json::object{{"class", to_string(problem->failure.kind)},
                        {"code", problem->failure.code},
                        {"what", problem->failure.what},
                        {"advice", problem->failure.advice},
                        {"at", rfc3339(problem->at)}};
}

bool is_usable(const delivery_result& found) noexcept { return found.state == delivery_state::delivered; }

} // namespace

json::object to_json(const stored_channel& c)
{
    json::object settings;
    for (const auto& [name, value] : c.settings) settings.emplace(name, value);
    return {{"id", c.id},
            {"name", c.name},
            {"connector", c.connector},
            {"hint", c.hint},
            {"settings", std::move(settings)},
            {"state", to_string(c.state)},
            {"problem", problem_json(c.problem)},
            {"revision", c.revision},
            {"last_delivered_at", c.last_delivered_at ? json::value(rfc3339(*c.last_delivered_at)) : nullptr},
            {"pending", c.pending},
            {"created_at", rfc3339(c.created_at)},
            {"updated_at", rfc3339(c.updated_at)}};
}

json::object test_json(const delivery_result& found)
{
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const bool usable = is_usable(found);
    return {{"state", usable                ? "usable"
                      : says_clearly(found) ? "unusable"
                                            : "unknown"},
            {"failure", usable ? json::value(nullptr) : failure_json(found.failure, now)}};
}

bool says_clearly(const delivery_result& found) noexcept
{
    return is_usable(found) || (found.failure && (found.failure->kind == failure_class::auth ||
                                                  found.failure->kind == failure_class::channel_dead));
}

} // namespace multipost::cli
