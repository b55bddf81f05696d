// SPDX-License-Identifier: BSL-1.0
#include "api/web_origin.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace webapp;

BOOST_AUTO_TEST_SUITE(web_origins)

BOOST_AUTO_TEST_CASE(equal_origins_are_equal_texts)
{
    const std::pair<std::string_view, std::string_view> urls[] = {
        {"https://post.example.org", "https://post.example.org"},
        {"https://post.example.org/", "https://post.example.org"},
        {"HTTPS://Post.Example.ORG:443/compose?a=b#c", "https://post.example.org"},
        {"https://post.example.org:8443/x", "https://post.example.org:8443"},
        {"http://post.example.org:80/", "http://post.example.org"},
        {"http://post.example.org:443/", "http://post.example.org:443"},
        {"http://post.example.org:/", "http://post.example.org"},
        {"http://127.0.0.1:8080/", "http://127.0.0.1:8080"},
        {"http://[::1]:8080/", "http://[::1]:8080"},
        {"null", ""},
        {"", ""},
        {"/compose", ""},
        {"//post.example.org/", ""},
        {"about:blank", ""},
        {"data:text/html,x", ""},
        {"file:///etc/passwd", ""},
        {"ftp://post.example.org/", ""},
        {"https://", ""},
        {"https:///x", ""},
        {"https://ada@post.example.org/", ""},
        {"https://post.example.org:0/", ""},
        {"https://post.example.org:99999/", ""},
        {"https://post.example.org:8443.evil.example/", ""},
        {"https://post.example.org:8443evil", ""},
        {"https://post.example.org https://evil.example", ""},
        {"https://post.example.org\\@evil.example/", ""},
    };
    for (const auto& [url, origin] : urls) BOOST_TEST(origin_of_url(url).value_or("") == origin, url);
}

BOOST_AUTO_TEST_CASE(an_origin_header_holds_an_origin_alone)
{
    BOOST_TEST(origin_of_header("https://post.example.org").value() == "https://post.example.org");
    for (const std::string_view value : {"null", "", "https://post.example.org/", "https://post.example.org?x",
                                         "https://post.example.org#x", "post.example.org", "https:"})
        BOOST_TEST(!origin_of_header(value).has_value(), value);
}

BOOST_AUTO_TEST_SUITE_END()
