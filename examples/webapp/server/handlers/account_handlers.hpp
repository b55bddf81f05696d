// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_ACCOUNT_HANDLERS_HPP
#define WEBAPP_HANDLERS_ACCOUNT_HANDLERS_HPP

#include "accounts/accounts.hpp"
#include "accounts/session_cookies.hpp"
#include "api/router.hpp"

#include <memory>

namespace webapp {

/// Says who makes a request: the operator, if it came through the local socket; else whose session its cookie names.
///
/// @param service  outlives what is returned
[[nodiscard]] authenticator account_authenticator(accounts& service, std::shared_ptr<const session_cookies> cookies);

/// Adds /users, /session, /sessions and /invitations below /api/v1 (docs/openapi.yaml), and what the operator alone may do
/// below /operator/v1:
///
/// - `POST /operator/v1/administrators {email, password, display_name}`: 201 and the user
/// - `POST /operator/v1/passwords {email, password}`: 204; all sessions of that user end
/// - `POST /operator/v1/invitations {email?}`: 201 and the code
///
/// @param service  outlives the router
void add_account_routes(router& routes, accounts& service, std::shared_ptr<const session_cookies> cookies);

} // namespace webapp

#endif
