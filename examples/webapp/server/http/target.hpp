// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HTTP_TARGET_HPP
#define WEBAPP_HTTP_TARGET_HPP

#include "http/refusal.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// A request target as sent, cut into its parts and not yet decoded.
struct raw_target
{
    std::string_view authority; ///< of an absolute-form, "post.example.org:8080"; else empty
    std::string_view resource;  ///< "/path?query", or "*"
};

/// Cuts a request target: origin-form, absolute-form of http or https with a path, or "*".
///
/// @par Specification
/// RFC 9112 section 3.2
[[nodiscard]] boost::system::result<raw_target, refusal> split_target(std::string_view target) noexcept;

/// What a request is about.
struct resource
{
    std::string path;                                       ///< UTF-8 without control characters, no dot segments
    std::vector<std::pair<std::string, std::string>> query; ///< in order; UTF-8 without U+0000
};

/// Decodes "/path?query", once; "*" stays what it is.
///
/// An encoded slash is refused: it would be a path separator to some and a character to others. In the query a plus is a
/// space, as HTML forms send it.
///
/// @par Specification
/// RFC 3986 sections 2.1 and 3.3; WHATWG URL section 5.1
[[nodiscard]] boost::system::result<resource, refusal> parse_resource(std::string_view raw);

} // namespace webapp

#endif
