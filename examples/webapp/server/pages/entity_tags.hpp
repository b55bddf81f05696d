// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PAGES_ENTITY_TAGS_HPP
#define WEBAPP_PAGES_ENTITY_TAGS_HPP

#include <string_view>

namespace webapp {

/// Whether an If-None-Match header names this entity tag, so that the client has it already. Compares weakly; of a malformed
/// header it believes what stands in quotation marks.
///
/// @param etag  in its quotation marks, and strong
/// @par Specification
/// RFC 9110 sections 8.8.3.2 and 13.1.2
[[nodiscard]] bool names_tag(std::string_view if_none_match, std::string_view etag) noexcept;

} // namespace webapp

#endif
