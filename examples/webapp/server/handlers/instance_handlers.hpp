// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_INSTANCE_HANDLERS_HPP
#define WEBAPP_HANDLERS_INSTANCE_HANDLERS_HPP

#include "accounts/accounts.hpp"
#include "api/router.hpp"

namespace webapp {

/// What a page needs to know of the server before anybody has logged in.
struct instance_info
{
    registration_policy registration = registration_policy::invite;
    bool demo = false; ///< channels lead to a sandbox
};

/// Adds /instance below /api/v1 (docs/openapi.yaml).
///
/// @param service  outlives the router
void add_instance_routes(router& to, accounts& service, const instance_info& info);

} // namespace webapp

#endif
