// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_SECRET_USE_HPP
#define WEBAPP_HANDLERS_SECRET_USE_HPP

#include "api/identity.hpp"
#include "operation/security_log.hpp"

#include <string_view>

namespace webapp {

/// Notes that a channel's secret was opened, and for what: "check", "preview". Those of the worker are "delivery".
inline void note_secret_used(security_log& log, const identity& who, std::string_view channel,
                             std::string_view connector, std::string_view purpose)
{
    const std::string_view user = who.role == role::operator_ ? "operator" : std::string_view(who.user_id);
    log.note("secret_used",
             {{"user_id", user}, {"channel_id", channel}, {"connector", connector}, {"purpose", purpose}});
}

} // namespace webapp

#endif
