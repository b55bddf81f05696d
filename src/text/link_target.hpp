// SPDX-License-Identifier: BSL-1.0
/// @file
/// Decides which links of a message are kept.
#ifndef MULTIPOST_TEXT_LINK_TARGET_HPP
#define MULTIPOST_TEXT_LINK_TARGET_HPP

#include <string>
#include <string_view>

namespace multipost {

/// Gives the URL that a span may hold, or nothing when there is none.
///
/// Takes absolute http and https URLs and mailto addresses of at most 4,096 bytes. ASCII characters that no URL may hold are
/// percent-encoded, so that none can end the link in a network's markup; what is beyond ASCII stays as it is.
///
/// @par Specification
/// RFC 3986 appendix A, RFC 3987 section 2.2
[[nodiscard]] std::string link_target(std::string_view url);

} // namespace multipost

#endif
