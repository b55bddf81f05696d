// SPDX-License-Identifier: BSL-1.0
/// @file
/// Reads the URLs that nearly all requests have, fast.
#ifndef MULTIPOST_DELIVERY_USUAL_URL_HPP
#define MULTIPOST_DELIVERY_USUAL_URL_HPP

#include <cstdint>
#include <optional>
#include <string_view>

namespace multipost {

/// A URL of the usual form: http or https in lower case, a host of lower-case letters, digits, "." and "-", perhaps a port,
/// and a path and query in which nothing is escaped or odd. The views are into the text it was read from.
struct usual_url
{
    std::string_view scheme; ///< "https" or "http"
    std::string_view host;
    std::uint16_t port = 443; ///< the scheme's own when none is written
    std::string_view target;  ///< path and query; empty, or begins with "/"
};

/// Nothing: any other text, also any other valid URL; ask the parser, which takes ten times as long.
[[nodiscard]] std::optional<usual_url> read_usual_url(std::string_view url) noexcept;

} // namespace multipost

#endif
