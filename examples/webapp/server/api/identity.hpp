// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_IDENTITY_HPP
#define WEBAPP_API_IDENTITY_HPP

#include <multipost/stored_channel.hpp>

#include <string>

namespace webapp {

/// What somebody may do.
enum class role {
    user,
    administrator, ///< a user who may also invite others
    operator_,     ///< whoever runs the server, through its local socket; no user
};

/// On whose behalf a request is made.
struct identity
{
    webapp::role role = role::user;
    std::string user_id; ///< empty for the operator
    std::string email;
    std::string display_name;
    std::string session_id; ///< names the session without being able to open it

    /// Whose posts and channels it may see.
    [[nodiscard]] multipost::owner_scope scope() const
    {
        return role == role::operator_ ? multipost::owner_scope::everyone() : multipost::owner_scope::of(user_id);
    }
};

} // namespace webapp

#endif
