// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PAGES_PAGE_PATHS_HPP
#define WEBAPP_PAGES_PAGE_PATHS_HPP

#include <string_view>

namespace webapp {

/// Whether the pages have one at this path: "/login", and all that may stand below "/posts". Which posts there are is for the
/// page to find out, by the API.
[[nodiscard]] bool is_page(std::string_view path) noexcept;

} // namespace webapp

#endif
