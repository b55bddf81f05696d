// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PAGES_HEADER_LIST_HPP
#define WEBAPP_PAGES_HEADER_LIST_HPP

#include <optional>
#include <string_view>

namespace webapp {

/// One member of a header such as Accept or Accept-Encoding.
struct weighted_value
{
    std::string_view value; ///< without parameters: "gzip", "text/html"
    int weight = 1000;      ///< thousandths; 0: not acceptable
};

/// Takes the first member off a comma-separated list of weighted values, passing over malformed ones; nothing when none is left.
///
/// @par Specification
/// RFC 9110 sections 5.6.1 and 12.4.2
[[nodiscard]] std::optional<weighted_value> take_weighted_value(std::string_view& list) noexcept;

/// Compares names that know no case, as those of content codings and media types (RFC 9110 sections 8.3.1 and 8.4.1).
[[nodiscard]] bool equal_in_any_case(std::string_view a, std::string_view b) noexcept;

} // namespace webapp

#endif
