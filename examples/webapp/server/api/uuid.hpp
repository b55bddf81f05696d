// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_UUID_HPP
#define WEBAPP_API_UUID_HPP

#include <string_view>

namespace webapp {

/// Whether this is a UUID as this API writes them: 36 characters, hexadecimal digits in lower case.
///
/// @par Specification
/// RFC 9562 section 4
[[nodiscard]] bool is_uuid(std::string_view text) noexcept;

} // namespace webapp

#endif
