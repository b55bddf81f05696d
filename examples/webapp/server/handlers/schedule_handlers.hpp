// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_SCHEDULE_HANDLERS_HPP
#define WEBAPP_HANDLERS_SCHEDULE_HANDLERS_HPP

#include "api/router.hpp"

namespace webapp {

/// Adds /api/v1/planned_time.
void add_schedule_routes(router& to);

} // namespace webapp

#endif
