// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_UTF8_HPP
#define WEBAPP_HTTP_UTF8_HPP

#include <string_view>

namespace webapp {

/// Whether these bytes are UTF-8: no overlong form, no surrogate, nothing beyond U+10FFFF.
///
/// @par Specification
/// RFC 3629 section 4
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;

} // namespace webapp

#endif
