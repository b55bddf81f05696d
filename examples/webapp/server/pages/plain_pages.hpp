// SPDX-License-Identifier: BSL-1.0
/// @file
/// What is shown where the pages cannot be: without script, style or picture.
#ifndef WEBAPP_PAGES_PLAIN_PAGES_HPP
#define WEBAPP_PAGES_PLAIN_PAGES_HPP

#include "http/response.hpp"
#include "pages/embedded_file.hpp"

#include <span>
#include <string_view>

namespace webapp {

/// That this server was built without its pages, and where its API is. HTML.
[[nodiscard]] std::string_view page_without_pages() noexcept;

/// 500: that it is not the reader's fault, and the request's id to quote.
[[nodiscard]] response failure_page(std::string_view request_id);

/// What every server has beside its pages: robots.txt, for there is nothing to find for a search engine.
[[nodiscard]] std::span<const embedded_file> plain_files() noexcept;

} // namespace webapp

#endif
