// SPDX-License-Identifier: BSL-1.0
#include "engine/destination.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace multipost;

BOOST_AUTO_TEST_SUITE(destinations)

BOOST_AUTO_TEST_CASE(a_url_is_taken_apart)
{
    struct
    {
        const char* url;
        bool tls;
        const char* host;
        unsigned port;
        const char* host_field;
        const char* target;
    } const rows[] = {
        {"https://example.org", true, "example.org", 443, "example.org", "/"},
        {"https://Example.ORG./a%20b?c=d#e", true, "example.org", 443, "example.org", "/a%20b?c=d"},
        {"https://example.org:443/", true, "example.org", 443, "example.org", "/"},
        {"https://example.org:/", true, "example.org", 443, "example.org", "/"},
        {"http://example.org?x", false, "example.org", 80, "example.org", "/?x"},
        {"http://example.org:8080/x", false, "example.org", 8080, "example.org:8080", "/x"},
        {"https://192.0.2.1:8443/", true, "192.0.2.1", 8443, "192.0.2.1:8443", "/"},
        {"https://[2001:DB8:0::1]/", true, "2001:db8::1", 443, "[2001:db8::1]", "/"},
        {"HTTPS://a_b.example/", true, "a_b.example", 443, "a_b.example", "/"},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.url)
        {
            const auto to = destination_from_url(row.url);
            BOOST_TEST_REQUIRE(to.has_value());
            BOOST_TEST(to->tls == row.tls);
            BOOST_TEST(to->host == row.host);
            BOOST_TEST(to->port == row.port);
            BOOST_TEST(to->host_field == row.host_field);
            BOOST_TEST(to->target == row.target);
            BOOST_TEST(to->origin == (row.tls ? "https://" : "http://") + std::string(row.host_field));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_url_that_this_client_does_not_speak_is_refused)
{
    for (const auto* url : {"", "example.org", "/path", "ftp://example.org/", "file:///etc/passwd", "https:///path",
                            "https://user@example.org/", "https://user:password@example.org/", "https://exam%70le.org/",
                            "https://ex\xc3\xa4mple.org/", "https://example.org:0/", "https://example.org:65536/",
                            "https://example.org:99999999999/", "https://[v1.x]/", "https://[fe80::1%25eth0]/",
                            "https://example.org/a b", "https://example.org/\r\nX: y", "https://./"})
    {
        BOOST_TEST_CONTEXT(url)
        {
            const auto to = destination_from_url(url);
            BOOST_TEST_REQUIRE(to.has_error());
            BOOST_TEST(to.error().code == "url_invalid");
            BOOST_TEST(!to.error().request_sent);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_allow_list_entry_names_host_and_port)
{
    BOOST_TEST(allow_list_entry(*destination_from_url("http://127.0.0.1:8090/x")) == "127.0.0.1:8090");
    BOOST_TEST(allow_list_entry(*destination_from_url("https://[::1]/x")) == "[::1]:443");
}

BOOST_AUTO_TEST_SUITE_END()
