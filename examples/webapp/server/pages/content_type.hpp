// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PAGES_CONTENT_TYPE_HPP
#define WEBAPP_PAGES_CONTENT_TYPE_HPP

#include <string_view>

namespace webapp {

/// The Content-Type of a file by the end of its name; "application/octet-stream" for one that pages have no use for.
[[nodiscard]] std::string_view content_type_of(std::string_view path) noexcept;

} // namespace webapp

#endif
