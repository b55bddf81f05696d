// SPDX-License-Identifier: BSL-1.0
#include "http/target.hpp"
#include "http/utf8.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;
using namespace std::string_literals;

BOOST_AUTO_TEST_SUITE(target)

BOOST_AUTO_TEST_CASE(a_path_is_decoded_once)
{
    const struct
    {
        std::string raw;
        std::string path;
    } cases[] = {
        {"/", "/"},
        {"*", "*"},
        {"/api/v1/posts", "/api/v1/posts"},
        {"/a%20b", "/a b"},
        {"/%41", "/A"},
        {"/a+b", "/a+b"},
        {"/%252F", "/%2F"},
        {"/%252e%252e/", "/%2e%2e/"},
        {"/caf%C3%A9", "/caf\xC3\xA9"},
        {"/%F0%9F%98%80", "/\xF0\x9F\x98\x80"},
        {"//a", "//a"},
        {"/a/", "/a/"},
        {"/...", "/..."},
        {"/.a/b.", "/.a/b."},
        {"/a?b", "/a"},
    };
    for (const auto& one : cases) BOOST_TEST_CONTEXT(one.raw)
        {
            const auto parsed = parse_resource(one.raw);
            BOOST_REQUIRE(parsed.has_value());
            BOOST_TEST(parsed->path == one.path);
        }
}

BOOST_AUTO_TEST_CASE(a_path_that_two_programs_could_read_differently_is_refused)
{
    for (const auto& raw : {""s,        "a"s,       "/%"s,       "/%4"s,        "/%zz"s,       "/%00"s,
                            "/a%0Ab"s,  "/%0d%0a"s, "/%1b"s,     "/%7F"s,       "/a%2Fb"s,     "/a%2fb"s,
                            "/."s,      "/.."s,     "/a/../b"s,  "/a/./b"s,     "/%2e%2e/b"s,  "/a/%2E"s,
                            "/a/.%2e"s, "/%ff"s,    "/%C0%AF"s,  "/%E0%80%AF"s, "/%ED%A0%80"s, "/%F5%80%80%80"s,
                            "/a\\b"s,   "/a#b"s,    "/a<b>"s,    "/a\"b"s,      "/%C3"s,       "/a b"s,
                            "/a?b c"s,  "/a?%"s,    "/a?b=%zz"s, "/a?b=%00"s,   "/a?%ff=b"s,   "/a?b=%C0%80"s,
                            "**"s})
        BOOST_TEST_CONTEXT(raw)
        {
            const auto parsed = parse_resource(raw);
            BOOST_REQUIRE(parsed.has_error());
            BOOST_TEST(parsed.error().status == 400U);
        }
}

BOOST_AUTO_TEST_CASE(a_query_is_read_as_a_form_sends_it)
{
    const auto parsed = parse_resource("/posts?q=caf%C3%A9+noir&state=failed&empty=&bare&q=%2B%26%3D&a%20b=1");
    BOOST_REQUIRE(parsed.has_value());
    const std::vector<std::pair<std::string, std::string>> expected{
        {"q", "caf\xC3\xA9 noir"}, {"state", "failed"}, {"empty", ""}, {"bare", ""}, {"q", "+&="}, {"a b", "1"}};
    BOOST_TEST((parsed->query == expected));
    BOOST_TEST(parse_resource("/posts")->query.empty());
}

BOOST_AUTO_TEST_CASE(a_target_is_cut_into_authority_and_resource)
{
    BOOST_TEST(split_target("/a?b")->authority == "");
    BOOST_TEST(split_target("/a?b")->resource == "/a?b");
    BOOST_TEST(split_target("//a/b")->authority == "");
    BOOST_TEST(split_target("//a/b")->resource == "//a/b");
    BOOST_TEST(split_target("http://a.example:80/b?c")->authority == "a.example:80");
    BOOST_TEST(split_target("hTTps://a.example/")->resource == "/");
    for (const auto* wrong :
         {"", "a", "http:/a", "http://a.example", "http:///", "http://a?b/", "ws://a/", "a.example:443"})
        BOOST_TEST_CONTEXT(wrong) { BOOST_TEST(split_target(wrong).has_error()); }
}

BOOST_AUTO_TEST_CASE(only_the_shortest_form_of_a_scalar_value_is_utf8)
{
    for (const auto& text : {""s, "a"s, "\x7F"s, "\xC2\x80"s, "\xDF\xBF"s, "\xE0\xA0\x80"s, "\xED\x9F\xBF"s,
                             "\xEE\x80\x80"s, "\xEF\xBF\xBF"s, "\xF0\x90\x80\x80"s, "\xF4\x8F\xBF\xBF"s, "a\0b"s})
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(is_utf8(text)); }
    for (const auto& bytes :
         {"\x80"s, "\xBF"s, "\xC0\x80"s, "\xC1\xBF"s, "\xC2"s, "\xC2\x7F"s, "\xC2\xC0"s, "\xE0\x9F\xBF"s, "\xE0\xA0"s,
          "\xED\xA0\x80"s, "\xED\xBF\xBF"s, "\xF0\x8F\xBF\xBF"s, "\xF4\x90\x80\x80"s, "\xF5\x80\x80\x80"s, "\xFF"s,
          "\xF0\x90\x80"s, "\xE2\x82"s, "a\xE2\x28\xA1"s, "\xF0\x90\x28\x80"s})
        BOOST_TEST_CONTEXT(bytes) { BOOST_TEST(!is_utf8(bytes)); }
}

BOOST_AUTO_TEST_SUITE_END()
