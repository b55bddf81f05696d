// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_UUID_V7_HPP
#define WEBAPP_ACCOUNTS_UUID_V7_HPP

#include <multipost/outcome.hpp>

#include <string>

namespace webapp {

/// A new UUID that sorts by time, as 36 lower-case characters. It names something; it opens nothing.
///
/// @par Specification
/// RFC 9562 section 5.7
[[nodiscard]] std::string new_uuid_v7(multipost::wall_time now);

} // namespace webapp

#endif
