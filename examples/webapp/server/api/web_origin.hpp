// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_WEB_ORIGIN_HPP
#define WEBAPP_API_WEB_ORIGIN_HPP

#include <optional>
#include <string>
#include <string_view>

namespace webapp {

/// The origin of a web page's URL, written so that equal origins are equal texts: "https://post.example.org",
/// "http://127.0.0.1:8080". Nothing when it is no http or https URL, or holds user information.
///
/// @par Specification
/// RFC 6454 section 4, RFC 3986 section 6.2
[[nodiscard]] std::optional<std::string> origin_of_url(std::string_view url);

/// The same for the value of an Origin header, which is a URL of scheme, host and port alone; nothing for "null".
[[nodiscard]] std::optional<std::string> origin_of_header(std::string_view value);

} // namespace webapp

#endif
