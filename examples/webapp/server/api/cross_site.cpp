// SPDX-License-Identifier: BSL-1.0
#include "api/cross_site.hpp"

#include "api/media_type.hpp"
#include "api/web_origin.hpp"

#include <algorithm>

namespace webapp {

namespace {

bool changes_something(std::string_view method) noexcept
{
    return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

bool is_own_origin(const std::optional<std::string>& origin, std::string_view public_origin)
{
    return origin && origin == origin_of_url(public_origin);
}

bool is_same_site(const request_provenance& p, std::string_view public_origin)
{
    if (p.sec_fetch_site) return *p.sec_fetch_site == "same-origin" || *p.sec_fetch_site == "none";
    if (p.origin) return is_own_origin(origin_of_header(*p.origin), public_origin);
    if (p.referer) return is_own_origin(origin_of_url(*p.referer), public_origin);
    return !p.has_session_cookie;
}

bool is_no_plain_form(const request_provenance& p)
{
    if (p.content_type && is_json_type(*p.content_type)) return true;
    return !p.has_body && p.requested_with == "multipost";
}

// By name alone, so that a cookie sent twice, which opens nothing, still counts as one.
bool names_session_cookie(std::string_view cookies) noexcept
{
    return cookies.find("multipost_session=") != std::string_view::npos;
}

} // namespace

provenance_verdict judge(const request_provenance& p, std::string_view public_origin)
{
    if (!changes_something(p.method) || p.over_local_socket) return provenance_verdict::allowed;
    if (!is_same_site(p, public_origin)) return provenance_verdict::cross_site;
    return is_no_plain_form(p) ? provenance_verdict::allowed : provenance_verdict::not_json;
}

bool may_follow(const request_provenance& p, std::string_view public_origin)
{
    if (p.over_local_socket || (!p.sec_fetch_site && !p.origin)) return true;
    return is_same_site(p, public_origin);
}

request_provenance provenance_of(const request& r)
{
    request_provenance p;
    p.method = r.method;
    p.sec_fetch_site = r.header("sec-fetch-site");
    p.origin = r.header("origin");
    p.referer = r.header("referer");
    p.content_type = r.header("content-type");
    p.requested_with = r.header("x-requested-with");
    p.has_body = !r.body.empty();
    p.has_session_cookie = std::ranges::any_of(
        r.headers, [](const auto& header) { return header.first == "cookie" && names_session_cookie(header.second); });
    p.over_local_socket = r.over_local_socket;
    return p;
}

} // namespace webapp
