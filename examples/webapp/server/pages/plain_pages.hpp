// SPDX-License-Identifier: BSL-1.0
/// @file
/// What every server has to show, with or without its pages.
#ifndef WEBAPP_PAGES_PLAIN_PAGES_HPP
#define WEBAPP_PAGES_PLAIN_PAGES_HPP

#include "pages/embedded_file.hpp"

#include <span>
#include <string_view>

namespace webapp {

/// That this server was built without its pages, and where its API is. HTML.
[[nodiscard]] std::string_view page_without_pages() noexcept;

/// robots.txt, for there is nothing to find for a search engine.
[[nodiscard]] std::span<const embedded_file> plain_files() noexcept;

} // namespace webapp

#endif
