// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_TEST_PAGES_HEADERS_HPP
#define WEBAPP_TEST_PAGES_HEADERS_HPP

#include "http/request.hpp"
#include "http/response.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace webapp_test {

/// GET of a path with these headers.
inline webapp::request get(std::string_view path,
                           std::initializer_list<std::pair<std::string, std::string>> headers = {})
{
    webapp::request r;
    r.method = "GET";
    r.path = path;
    r.headers = headers;
    return r;
}

/// The value of a header; empty when it is absent.
inline std::string_view header_of(const webapp::response& r, std::string_view name)
{
    for (const auto& [own, value] : r.headers)
        if (own == name) return value;
    return {};
}

} // namespace webapp_test

#endif
