// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_DATABASE_ROUTES_HPP
#define WEBAPP_OPERATION_DATABASE_ROUTES_HPP

#include "api/router.hpp"
#include "operation/security_log.hpp"

#include <multipost/sqlite_database.hpp>

namespace webapp {

/// What the operator asks of the database while it is used:
///
/// @li GET /operator/v1/database: 200 {"file", "bytes", "log_bytes", "schemas": [{"component", "steps", "last", "applied_at"}],
///     "deliveries": {state: how many}}
/// @li POST /operator/v1/database/check: 200 {"found": [what is wrong]}
/// @li POST /operator/v1/backups {"file": an absolute path}: 201 {"file", "bytes"}
///
/// @param security  outlives the router
void add_database_routes(router& to, multipost::sqlite_database database, security_log& security);

} // namespace webapp

#endif
