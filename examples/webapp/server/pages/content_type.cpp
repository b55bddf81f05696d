// SPDX-License-Identifier: BSL-1.0
#include "pages/content_type.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace webapp {

std::string_view content_type_of(std::string_view path) noexcept
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> types{{
        {".css", "text/css; charset=utf-8"},
        {".html", "text/html; charset=utf-8"},
        {".ico", "image/vnd.microsoft.icon"},
        {".jpg", "image/jpeg"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".png", "image/png"},
        {".svg", "image/svg+xml"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
        {".webp", "image/webp"},
        {".woff2", "font/woff2"},
    }};
    const auto found = std::ranges::find_if(types, [&](const auto& type) { return path.ends_with(type.first); });
    return found == types.end() ? "application/octet-stream" : found->second;
}

} // namespace webapp
