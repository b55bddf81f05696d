// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_SCHEDULE_JSON_HPP
#define WEBAPP_HANDLERS_SCHEDULE_JSON_HPP

#include "api/json_body.hpp"

#include <multipost/post.hpp>
#include <multipost/schedule.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>

namespace webapp {

/// Reads the member "schedule" of a post: when it goes out.
///
/// @throws problem  400 bad_value; whether the time can be planned the outbox says
[[nodiscard]] std::optional<multipost::schedule> take_schedule(object_reader& body);

/// As PlannedTime in docs/openapi.yaml.
[[nodiscard]] boost::json::object planned_time_json(const multipost::planned_time& planned);

/// As PostSchedule there.
[[nodiscard]] boost::json::value schedule_json(const std::optional<multipost::post_schedule>& when);

} // namespace webapp

#endif
