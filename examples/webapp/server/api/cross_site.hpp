// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_CROSS_SITE_HPP
#define WEBAPP_API_CROSS_SITE_HPP

#include "http/request.hpp"

#include <optional>
#include <string_view>

namespace webapp {

/// What tells where a request comes from. Header values as sent; nothing for a header that is absent.
struct request_provenance
{
    std::string_view method;
    std::optional<std::string_view> sec_fetch_site;
    std::optional<std::string_view> origin;
    std::optional<std::string_view> referer;
    std::optional<std::string_view> content_type;
    std::optional<std::string_view> requested_with;
    bool has_body = false;
    bool has_session_cookie = false;
    bool over_local_socket = false; ///< no browser can speak to it
};

enum class provenance_verdict {
    allowed,
    cross_site, ///< another site's page may have made it, in the name of whoever is logged in
    not_json,   ///< a plain form could have sent it
};

/// Judges whether a request may change something.
///
/// GET, HEAD and OPTIONS change nothing and may come from anywhere. For every other method Sec-Fetch-Site decides; where a
/// browser does not send it, Origin, else Referer; where all three are absent, only what carries no session is let in.
/// Then the content type must be application/json or, without a body, X-Requested-With: multipost stand in its place:
/// neither can a page send to another site without asking it first, and this server never agrees.
///
/// @param public_origin  where the server's own pages come from: "https://post.example.org"
/// @par Specification
/// OWASP ASVS 5.0 3.5.1 to 3.5.3; https://www.w3.org/TR/fetch-metadata/
[[nodiscard]] provenance_verdict judge(const request_provenance& p, std::string_view public_origin);

/// Judges whether a request may have an answer that goes on, and tells without being asked again.
///
/// Another site's page cannot read it, but could hold it open in its user's name. Sec-Fetch-Site decides; where it is absent,
/// so does Origin, if there is one.
[[nodiscard]] bool may_follow(const request_provenance& p, std::string_view public_origin);

/// What is known of a request's provenance. Valid for as long as the request.
[[nodiscard]] request_provenance provenance_of(const request& r);

} // namespace webapp

#endif
