// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_SECURITY_LOG_HPP
#define WEBAPP_OPERATION_SECURITY_LOG_HPP

#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// Keeps what somebody who investigates will ask for: logins, refusals, changes of channels and keys.
///
/// OWASP ASVS 5.0 V16.3. Values are data: they cannot forge another record. No value is ever a secret.
class security_log
{
public:
    using fields = std::vector<std::pair<std::string_view, std::string_view>>;

    virtual ~security_log() = default;

    /// @param event  stable: "login", "login_failed", "registered", "password_changed", "session_ended", "channel_added",
    ///               "channel_changed", "channel_removed", "access_denied", "rate_limited", "key_rotated", "invited", "secret_used"
    virtual void note(std::string_view event, const fields& what) = 0;
};

} // namespace webapp

#endif
