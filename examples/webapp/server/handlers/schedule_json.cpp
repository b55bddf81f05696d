// SPDX-License-Identifier: BSL-1.0
#include "handlers/schedule_json.hpp"

#include "api/iso8601_duration.hpp"
#include "api/problem.hpp"
#include "api/rfc3339.hpp"
#include "handlers/failure_json.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace json = boost::json;

namespace webapp {

namespace {

constexpr std::size_t max_at = 40;
constexpr std::size_t max_zone = 64;
constexpr std::size_t max_duration = 40;
constexpr std::chrono::days max_lateness{30};

std::chrono::seconds checked_lateness(const std::string& pointer, const std::string& text)
{
    const auto duration = parse_iso8601_duration(text);
    if (!duration) throw bad_value(pointer, "Must be a duration of ISO 8601, such as PT1H or P1DT12H.");
    if (*duration < std::chrono::minutes(1)) throw bad_value(pointer, "Must be at least a minute, PT1M.");
    if (*duration > max_lateness) throw bad_value(pointer, "Must be at most 30 days.");
    return *duration;
}

} // namespace

std::optional<multipost::schedule> take_schedule(object_reader& body)
{
    auto given = body.optional_object("schedule");
    if (!given) return std::nullopt;
    multipost::schedule s;
    s.at = given->text("at", 1, max_at);
    s.zone = given->optional_text("zone", 1, max_zone).value_or("");
    if (auto late = given->optional_object("late"))
    {
        const auto text = late->text("send_within", 1, max_duration);
        s.send_within = checked_lateness(late->pointer_to("send_within"), text);
        late->done();
    }
    given->done();
    return s;
}

json::object planned_time_json(const multipost::planned_time& planned)
{
    json::object told;
    told["instant"] = rfc3339(planned.instant);
    told["local"] = planned.local;
    told["abbreviation"] = planned.abbreviation;
    told["clock_change"] = multipost::to_string(planned.met);
    told["second"] = nullptr;
    if (planned.second) told["second"] = rfc3339(*planned.second);
    return told;
}

json::value schedule_json(const std::optional<multipost::post_schedule>& when)
{
    if (!when) return nullptr;
    auto planned = multipost::plan(when->asked);
    // A zone's rules may have changed since, or it has left the system's database; its instant is known.
    if (!planned || planned->instant != when->instant)
        planned = multipost::plan({rfc3339(when->instant), planned ? when->asked.zone : std::string(), {}});
    json::object told;
    told["at"] = when->asked.at;
    told["zone"] = text_or_null(when->asked.zone);
    told["late"] = nullptr;
    if (when->asked.send_within) told["late"] = json::object{{"send_within", iso8601(*when->asked.send_within)}};
    for (auto& member : planned_time_json(*planned)) told[member.key()] = std::move(member.value());
    return told;
}

} // namespace webapp
