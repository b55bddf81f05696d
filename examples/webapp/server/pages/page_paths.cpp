// SPDX-License-Identifier: BSL-1.0
#include "pages/page_paths.hpp"

#include <algorithm>
#include <array>

namespace webapp {

bool is_page(std::string_view path) noexcept
{
    constexpr std::array<std::string_view, 5> alone{"/", "/login", "/register", "/settings", "/setup"};
    constexpr std::array<std::string_view, 3> with_what_is_below{"/channels", "/compose", "/posts"};
    return std::ranges::find(alone, path) != alone.end() || std::ranges::any_of(with_what_is_below, [&](auto page) {
               return path.starts_with(page) && (path.size() == page.size() || path[page.size()] == '/');
           });
}

} // namespace webapp
