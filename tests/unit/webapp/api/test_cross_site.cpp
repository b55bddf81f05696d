// SPDX-License-Identifier: BSL-1.0
#include "api/cross_site.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <ostream>
#include <string_view>

namespace webapp {

std::ostream& operator<<(std::ostream& os, provenance_verdict v)
{
    constexpr std::string_view names[] = {"allowed", "cross_site", "not_json"};
    return os << names[static_cast<std::size_t>(v)];
}

} // namespace webapp

using namespace webapp;

namespace {

using header = std::optional<std::string_view>;

constexpr std::string_view own = "https://post.example.org";
constexpr header absent = std::nullopt;
constexpr auto allowed = provenance_verdict::allowed;
constexpr auto cross_site = provenance_verdict::cross_site;
constexpr auto not_json = provenance_verdict::not_json;

request_provenance json_post()
{
    request_provenance p;
    p.method = "POST";
    p.content_type = "application/json";
    p.has_body = true;
    p.has_session_cookie = true;
    return p;
}

} // namespace

BOOST_AUTO_TEST_SUITE(requests_across_sites)

BOOST_AUTO_TEST_CASE(what_changes_something_comes_from_the_own_pages)
{
    struct
    {
        std::string_view what;
        header sec_fetch_site, origin, referer;
        bool cookie;
        provenance_verdict verdict;
    } const cases[] = {
        {"the own page", "same-origin", own, "https://post.example.org/compose", true, allowed},
        {"the user's own doing", "none", absent, absent, true, allowed},
        {"another site", "cross-site", "https://evil.example", "https://evil.example/", true, cross_site},
        {"another site that forges Origin", "cross-site", own, own, true, cross_site},
        {"a sibling", "same-site", "https://blog.example.org", absent, true, cross_site},
        {"a word of a later standard", "same-party", own, own, true, cross_site},
        {"an empty Sec-Fetch-Site", "", own, own, true, cross_site},
        {"two words", "same-origin, cross-site", own, own, true, cross_site},
        {"another site without the cookie", "cross-site", "https://evil.example", absent, false, cross_site},
        {"an older browser", absent, own, absent, true, allowed},
        {"an older browser, port written", absent, "https://post.example.org:443", absent, true, allowed},
        {"an older browser on another site", absent, "https://evil.example", own, true, cross_site},
        {"another site without the cookie, older", absent, "https://evil.example", absent, false, cross_site},
        {"the same host over http", absent, "http://post.example.org", absent, true, cross_site},
        {"another port", absent, "https://post.example.org:8443", absent, true, cross_site},
        {"a host that begins alike", absent, "https://post.example.org.evil.example", absent, true, cross_site},
        {"a host that ends alike", absent, "https://evil-post.example.org", absent, true, cross_site},
        {"an opaque origin", absent, "null", "https://post.example.org/", true, cross_site},
        {"an empty Origin", absent, "", "https://post.example.org/", true, cross_site},
        {"Referer alone", absent, absent, "https://post.example.org/compose?x=y", true, allowed},
        {"Referer alone, without a path", absent, absent, own, true, allowed},
        {"a foreign Referer", absent, absent, "https://evil.example/https://post.example.org/", true, cross_site},
        {"a Referer with a user name", absent, absent, "https://post.example.org@evil.example/", true, cross_site},
        {"a Referer that is no URL", absent, absent, "about:blank", true, cross_site},
        {"nothing, with a session", absent, absent, absent, true, cross_site},
        {"nothing, without a session", absent, absent, absent, false, allowed},
    };
    for (const auto& c : cases)
    {
        BOOST_TEST_CONTEXT(c.what)
        {
            auto p = json_post();
            p.sec_fetch_site = c.sec_fetch_site;
            p.origin = c.origin;
            p.referer = c.referer;
            p.has_session_cookie = c.cookie;
            for (const std::string_view method : {"POST", "PUT", "PATCH", "DELETE", "MKCOL"})
            {
                p.method = method;
                BOOST_TEST(judge(p, own) == c.verdict);
            }
            for (const std::string_view method : {"GET", "HEAD", "OPTIONS"})
            {
                p.method = method;
                BOOST_TEST(judge(p, own) == allowed);
            }
            p.method = "POST";
            p.over_local_socket = true;
            BOOST_TEST(judge(p, own) == allowed);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_plain_form_changes_anything)
{
    struct
    {
        header content_type, requested_with;
        bool body;
        provenance_verdict verdict;
    } const cases[] = {
        {"application/json", absent, true, allowed},
        {"application/json; charset=utf-8", absent, true, allowed},
        {"application/json", absent, false, allowed},
        {absent, "multipost", false, allowed},
        {"text/plain", "multipost", false, allowed},
        {absent, absent, false, not_json},
        {absent, "XMLHttpRequest", false, not_json},
        {absent, "", false, not_json},
        {absent, "multipost", true, not_json},
        {"text/plain", "multipost", true, not_json},
        {"text/plain", absent, true, not_json},
        {"text/plain; application/json", absent, true, not_json},
        {"application/x-www-form-urlencoded", absent, true, not_json},
        {"multipart/form-data; boundary=x", absent, true, not_json},
        {"", absent, true, not_json},
    };
    for (const auto& c : cases)
    {
        BOOST_TEST_CONTEXT(c.content_type.value_or("absent") << ", " << c.requested_with.value_or("absent"))
        {
            auto p = json_post();
            p.sec_fetch_site = "same-origin";
            p.content_type = c.content_type;
            p.requested_with = c.requested_with;
            p.has_body = c.body;
            BOOST_TEST(judge(p, own) == c.verdict);
            p.sec_fetch_site = "cross-site";
            BOOST_TEST(judge(p, own) == cross_site);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_provenance_is_read_from_the_headers)
{
    request r;
    r.method = "POST";
    r.body = "{}";
    r.headers = {{"sec-fetch-site", "same-origin"},        {"origin", "https://post.example.org"},
                 {"referer", "https://post.example.org/"}, {"content-type", "application/json"},
                 {"x-requested-with", "multipost"},        {"cookie", "theme=dark; multipost_session=abc"}};
    const auto p = provenance_of(r);
    BOOST_TEST(p.method == "POST");
    BOOST_TEST(p.sec_fetch_site.value() == "same-origin");
    BOOST_TEST(p.origin.value() == own);
    BOOST_TEST(p.referer.value() == "https://post.example.org/");
    BOOST_TEST(p.content_type.value() == "application/json");
    BOOST_TEST(p.requested_with.value() == "multipost");
    BOOST_TEST(p.has_body);
    BOOST_TEST(p.has_session_cookie);
    BOOST_TEST(!p.over_local_socket);
}

BOOST_AUTO_TEST_CASE(a_session_cookie_counts_however_it_is_sent)
{
    for (const std::string_view cookie : {"multipost_session=x", "__Host-multipost_session=x",
                                          "a=b; multipost_session=", "multipost_session=x; multipost_session=y"})
    {
        request r;
        r.method = "POST";
        r.headers = {{"content-type", "application/json"}, {"cookie", "a=b"}, {"cookie", std::string(cookie)}};
        BOOST_TEST((judge(provenance_of(r), own) == cross_site), cookie);
    }
    request other;
    other.method = "POST";
    other.headers = {{"content-type", "application/json"}, {"cookie", "theme=dark"}};
    BOOST_TEST((judge(provenance_of(other), own) == allowed));
}

BOOST_AUTO_TEST_SUITE_END()
