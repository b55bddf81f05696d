// SPDX-License-Identifier: BSL-1.0
#include <multipost/allow_list.hpp>

#include <boost/test/unit_test.hpp>

using namespace multipost;

namespace {

using address = std::array<std::uint8_t, 16>;

address v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d)
{
    return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d};
}

address v6(std::uint8_t first, std::uint8_t second, std::uint8_t last)
{
    address out{};
    out[0] = first;
    out[1] = second;
    out[15] = last;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(allow_list_rules)

BOOST_AUTO_TEST_CASE(an_empty_list_allows_nothing)
{
    for (const auto& list : {allow_list(), allow_list::parse("").value(), allow_list::parse(" , ,").value()})
    {
        BOOST_TEST(list.empty());
        BOOST_TEST(!list.names("127.0.0.1", 80));
        BOOST_TEST(!list.holds(v4(127, 0, 0, 1)));
    }
}

BOOST_AUTO_TEST_CASE(a_destination_is_allowed_as_it_is_written)
{
    const auto list = allow_list::parse(" 127.0.0.1:8090,Hooks.Example.COM:443\t, [::1]:80, my_host:65535,").value();
    BOOST_TEST(!list.empty());
    BOOST_TEST(list.names("127.0.0.1", 8090));
    BOOST_TEST(list.names("hooks.example.com", 443));
    BOOST_TEST(list.names("::1", 80));
    BOOST_TEST(list.names("my_host", 65535));

    BOOST_TEST(!list.names("127.0.0.1", 8091));
    BOOST_TEST(!list.names("localhost", 8090));
    BOOST_TEST(!list.names("127.0.0.10", 8090));
    BOOST_TEST(!list.names("evil-hooks.example.com", 443));
    BOOST_TEST(!list.names("example.com", 443));
    BOOST_TEST(!list.names("", 80));
    BOOST_TEST(!list.holds(v4(127, 0, 0, 1)));
}

BOOST_AUTO_TEST_CASE(an_ipv6_destination_is_allowed_however_it_is_spelt)
{
    const auto list = allow_list::parse("[0:0:0:0:0:0:0:1]:80,[FD00::0A]:80").value();
    for (const auto* host : {"::1", "0:0:0:0:0:0:0:1", "::0.0.0.1", "fd00::a"}) BOOST_TEST(list.names(host, 80), host);
    for (const auto* host : {"::2", "::", "::ffff:0.0.0.1", "0.0.0.1", ""}) BOOST_TEST(!list.names(host, 80), host);
}

BOOST_AUTO_TEST_CASE(a_block_holds_its_addresses_and_no_other)
{
    struct
    {
        std::string_view block;
        address at;
        bool held;
    } const table[] = {
        {"10.1.0.0/16", v4(10, 1, 0, 0), true},
        {"10.1.0.0/16", v4(10, 1, 255, 255), true},
        {"10.1.0.0/16", v4(10, 2, 0, 0), false},
        {"10.1.0.0/16", v4(10, 0, 255, 255), false},
        {"10.1.2.3/16", v4(10, 1, 9, 9), true},
        {"192.168.0.0/23", v4(192, 168, 1, 7), true},
        {"192.168.0.0/23", v4(192, 168, 2, 7), false},
        {"172.16.0.0/12", v4(172, 31, 255, 255), true},
        {"172.16.0.0/12", v4(172, 32, 0, 0), false},
        {"127.0.0.1/32", v4(127, 0, 0, 1), true},
        {"127.0.0.1/32", v4(127, 0, 0, 2), false},
        {"0.0.0.0/0", v4(8, 8, 8, 8), true},
        {"0.0.0.0/0", v6(0xFD, 0, 1), false},
        {"fd00::/8", v6(0xFD, 0x12, 1), true},
        {"fd00::/8", v6(0xFE, 0, 1), false},
        {"fe80::/10", v6(0xFE, 0xBF, 1), true},
        {"fe80::/10", v6(0xFE, 0xC0, 1), false},
        {"::1/128", v6(0, 0, 1), true},
        {"::1/128", v6(0, 0, 2), false},
        {"::ffff:10.0.0.0/104", v4(10, 9, 9, 9), true},
        {"::/0", v4(8, 8, 8, 8), true},
        {"FD00::/8", v6(0xFD, 0, 1), true},
    };
    for (const auto& row : table) BOOST_TEST_CONTEXT(row.block)
        {
            const auto list = allow_list::parse(row.block).value();
            BOOST_TEST(!list.empty());
            BOOST_TEST(list.holds(row.at) == row.held);
            BOOST_TEST(!list.names("10.1.0.0", 80));
        }
}

BOOST_AUTO_TEST_CASE(a_wrong_entry_is_named_and_an_example_given)
{
    struct
    {
        std::string_view entries;
        std::string_view named;
        std::string_view why;
    } const table[] = {
        {"localhost", "localhost", "has no port"},
        {"a:1, 10.0.0.1 ,b:2", "10.0.0.1", "has no port"},
        {"a:", "a:", "does not end in a port"},
        {"a:0", "a:0", "does not end in a port"},
        {"a:65536", "a:65536", "does not end in a port"},
        {"a:99999999999999", "a:99999999999999", "does not end in a port"},
        {"a:80x", "a:80x", "does not end in a port"},
        {"a:+80", "a:+80", "does not end in a port"},
        {"a:-1", "a:-1", "does not end in a port"},
        {":80", ":80", "does not begin with a host name"},
        {"a b:80", "a b:80", "does not begin with a host name"},
        {"*.example.com:443", "*.example.com:443", "does not begin with a host name"},
        {"müller.de:443", "müller.de:443", "does not begin with a host name"},
        {"user@host:443", "user@host:443", "does not begin with a host name"},
        {"::1", "::1", "is an IPv6 address without brackets"},
        {"fd00::1:443", "fd00::1:443", "is an IPv6 address without brackets"},
        {"[::1]", "[::1]", "does not begin with a host name"},
        {"[x]:80", "[x]:80", "holds no IPv6 address"},
        {"[127.0.0.1]:80", "[127.0.0.1]:80", "holds no IPv6 address"},
        {"host/8", "host/8", "does not begin with an IP address"},
        {"10.0.0/8", "10.0.0/8", "does not begin with an IP address"},
        {"[fd00::]/8", "[fd00::]/8", "does not begin with an IP address"},
        {"10.0.0.0/", "10.0.0.0/", "prefix length from 0 to 32"},
        {"10.0.0.0/33", "10.0.0.0/33", "prefix length from 0 to 32"},
        {"10.0.0.0/-1", "10.0.0.0/-1", "prefix length from 0 to 32"},
        {"10.0.0.0/8/8", "10.0.0.0/8/8", "prefix length from 0 to 32"},
        {"10.0.0.0/8:80", "10.0.0.0/8:80", "prefix length from 0 to 32"},
        {"fd00::/129", "fd00::/129", "prefix length from 0 to 128"},
    };
    for (const auto& row : table) BOOST_TEST_CONTEXT(row.entries)
        {
            const auto list = allow_list::parse(row.entries);
            BOOST_TEST_REQUIRE(!list.has_value());
            BOOST_TEST((list.error().code == errc::bad_configuration));
            const auto& what = list.error().what;
            BOOST_TEST_INFO(what);
            BOOST_TEST(what.find("\"" + std::string(row.named) + "\"") != what.npos);
            BOOST_TEST(what.find(row.why) != what.npos);
            BOOST_TEST((what.find("127.0.0.1:8090") != what.npos || what.find("10.1.0.0/16") != what.npos));
        }
}

BOOST_AUTO_TEST_CASE(a_url_is_refused_without_repeating_it)
{
    for (const auto* entries : {"http://a:80", "a:1,https://host/services/T/B/SECRET", "slack:http://host/SECRET/8"})
    {
        const auto list = allow_list::parse(entries);
        BOOST_TEST_REQUIRE(!list.has_value());
        BOOST_TEST((list.error().code == errc::bad_configuration));
        const auto& what = list.error().what;
        BOOST_TEST(what.find("Write only host:port") != what.npos);
        BOOST_TEST(what.find("://") == what.npos);
    }
}

BOOST_AUTO_TEST_CASE(merging_adds_what_the_other_list_allows)
{
    auto list = allow_list::parse("a:1,10.0.0.0/8").value();
    list.merge(allow_list::parse("b:2,fd00::/8").value());
    BOOST_TEST((list.names("a", 1) && list.names("b", 2)));
    BOOST_TEST((list.holds(v4(10, 0, 0, 1)) && list.holds(v6(0xFD, 0, 1))));

    const auto& same = list;
    list.merge(same);
    BOOST_TEST(list.names("a", 1));
}

BOOST_AUTO_TEST_SUITE_END()
