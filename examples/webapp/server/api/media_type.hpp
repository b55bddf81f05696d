// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_MEDIA_TYPE_HPP
#define WEBAPP_API_MEDIA_TYPE_HPP

#include <string_view>

namespace webapp {

/// Whether a Content-Type is application/json, alone or with charset=utf-8. No form of another site can send it unasked.
///
/// @par Specification
/// RFC 9110 section 8.3.1, RFC 8259 section 11
[[nodiscard]] bool is_json_type(std::string_view content_type) noexcept;

} // namespace webapp

#endif
