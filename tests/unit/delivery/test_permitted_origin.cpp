// SPDX-License-Identifier: BSL-1.0
#include "delivery/permitted_origin.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;

BOOST_AUTO_TEST_SUITE(permitted_origin_rules)

BOOST_AUTO_TEST_CASE(an_origin_is_scheme_host_and_port)
{
    struct row
    {
        const char* url;
        const char* origin; ///< empty: none
    };
    const row table[] = {
        {"https://hooks.slack.com/services/T1/B1/x", "https://hooks.slack.com"},
        {"HTTPS://Hooks.Slack.COM:443/services", "https://hooks.slack.com"},
        {"http://127.0.0.1:8090/x?y=z", "http://127.0.0.1:8090"},
        {"http://example.com", "http://example.com"},
        {"http://[::1]:8090/", "http://[::1]:8090"},
        {"https://user:word@example.com/", "https://example.com"},
        {"https://example.com:/", "https://example.com"},
        {"https://example.com:0/", ""},
        {"https://example.com:65536/", ""},
        {"https://exa%6Dple.com/", ""},
        {"https://example.com:443/x", "https://example.com"},
        {"http://example.com:8080", "http://example.com:8080"},
        {"http://example.com:80a/", ""},
        {"http://example.com:-1/", ""},
        {"http://example.com:+1/", ""},
        {"https://user@example.com/", "https://example.com"},
        {"https://example.com?x=y", "https://example.com"},
        {"https://example.com/a%20b?c=%C3%A9#d", "https://example.com"},
        {"https://example.com/a%2", ""},
        {"https://example.com\\@evil.org/", ""},
        {"https:///path", ""},
        {"https:example.com", ""},
        {"ftp://example.com/", ""},
        {"//example.com/", ""},
        {"/services/x", ""},
        {"https://example.com/a b", ""},
        {"https://example.com/\r\nHost: x", ""},
        {"xoxb-1234", ""},
        {"", ""},
    };
    for (const auto& r : table) BOOST_TEST_CONTEXT(r.url)
        {
            const auto origin = origin_of(r.url);
            BOOST_TEST((origin ? to_string(*origin) : std::string()) == r.origin);
        }
}

BOOST_AUTO_TEST_CASE(a_connector_may_go_to_its_own_hosts_and_where_the_settings_say)
{
    channel_settings settings;
    settings.emplace("url", secret_string("http://127.0.0.1:8090/services/T1/B1/x"));
    settings.emplace("token", secret_string("not a URL"));
    const auto origins = permitted_origins({"Discord.com"}, settings);
    BOOST_TEST_REQUIRE(origins.size() == 2U);
    BOOST_TEST(to_string(origins[0]) == "https://discord.com");
    BOOST_TEST(to_string(origins[1]) == "http://127.0.0.1:8090");
}

BOOST_AUTO_TEST_SUITE_END()
