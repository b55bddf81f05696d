// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_KEY_ROUTES_HPP
#define WEBAPP_OPERATION_KEY_ROUTES_HPP

#include "api/router.hpp"
#include "operation/log.hpp"
#include "operation/master_key_file.hpp"
#include "operation/security_log.hpp"

#include <multipost/outbox.hpp>

namespace webapp {

/// POST /operator/v1/keys/rotate: a new master key in the key's file, every channel's secrets stored under a new data key.
/// 200 {"channels": how many, "file": where the key is}.
///
/// @param security  outlives the router
void add_key_routes(router& to, multipost::outbox outbox, const master_key_file& file, security_log& security);

} // namespace webapp

#endif
