// SPDX-License-Identifier: BSL-1.0
#include "engine/egress.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace multipost;

namespace {

boost::asio::ip::address address(std::string_view text) { return boost::asio::ip::make_address(text); }

} // namespace

BOOST_AUTO_TEST_SUITE(egress)

BOOST_AUTO_TEST_CASE(addresses_that_are_not_public_have_a_reason)
{
    struct
    {
        const char* address;
        std::string_view reason;
    } const rows[] = {
        {"0.0.0.0", "this-network"},
        {"0.1.2.3", "this-network"},
        {"10.0.0.0", "private"},
        {"10.255.255.255", "private"},
        {"100.64.0.0", "carrier-grade NAT"},
        {"100.127.255.255", "carrier-grade NAT"},
        {"127.0.0.1", "loopback"},
        {"127.255.255.255", "loopback"},
        {"169.254.169.254", "link-local"},
        {"172.16.0.1", "private"},
        {"172.31.255.255", "private"},
        {"192.0.0.8", "protocol"},
        {"192.0.2.1", "documentation"},
        {"192.88.99.1", "reserved"},
        {"192.168.0.1", "private"},
        {"192.168.255.255", "private"},
        {"198.18.0.0", "benchmarking"},
        {"198.19.255.255", "benchmarking"},
        {"198.51.100.7", "documentation"},
        {"203.0.113.7", "documentation"},
        {"224.0.0.1", "multicast"},
        {"239.255.255.255", "multicast"},
        {"240.0.0.1", "reserved"},
        {"255.255.255.255", "reserved"},
        {"::", "this-network"},
        {"::1", "loopback"},
        {"::127.0.0.1", "loopback"},
        {"::10.0.0.1", "private"},
        {"::ffff:127.0.0.1", "loopback"},
        {"::ffff:169.254.169.254", "link-local"},
        {"::ffff:0:10.0.0.1", "private"},
        {"64:ff9b::7f00:1", "loopback"},
        {"64:ff9b::a9fe:a9fe", "link-local"},
        {"64:ff9b:1::1", "private"},
        {"64:ff9b:1:ffff::808:808", "private"},
        {"100::1", "discard-only"},
        {"2001::f5ff:fffe", "private"}, // Teredo, client 10.0.0.1
        {"2001:1::1", "protocol"},
        {"2001:2::1", "protocol"},
        {"2001:db8::1", "documentation"},
        {"2002:7f00:1::", "loopback"},
        {"2002:a9fe:a9fe::1", "link-local"},
        {"2606:4700::5efe:7f00:1", "loopback"}, // ISATAP
        {"2606:4700::200:5efe:a00:1", "private"},
        {"3fff::1", "documentation"},
        {"3fff:fff::1", "documentation"},
        {"4000::1", "reserved"},
        {"5f00::1", "reserved"},
        {"fc00::1", "private"},
        {"fdff:ffff::1", "private"},
        {"fe80::1", "link-local"},
        {"fe80::5efe:808:808", "link-local"},
        {"febf::1", "link-local"},
        {"fec0::1", "site-local"},
        {"ff02::1", "multicast"},
    };
    for (const auto& row : rows) BOOST_TEST(non_public_reason(address(row.address)) == row.reason, row.address);
}

BOOST_AUTO_TEST_CASE(public_addresses_have_none)
{
    for (const auto* text : {"1.1.1.1",
                             "8.8.8.8",
                             "9.255.255.255",
                             "11.0.0.0",
                             "100.63.255.255",
                             "100.128.0.0",
                             "126.255.255.255",
                             "128.0.0.0",
                             "169.253.255.255",
                             "169.255.0.0",
                             "172.15.255.255",
                             "172.32.0.0",
                             "192.0.1.0",
                             "192.167.255.255",
                             "192.169.0.0",
                             "198.17.255.255",
                             "198.20.0.0",
                             "223.255.255.255",
                             "::ffff:8.8.8.8",
                             "64:ff9b::808:808",
                             "2001:200::1",
                             "2001:4860:4860::8888",
                             "2002:808:808::1",
                             "2001::f7f7:f7f7",
                             "2606:4700::5efe:808:808",
                             "2a00:1450::1"})
        BOOST_TEST(non_public_reason(address(text)) == "", text);
}

BOOST_AUTO_TEST_CASE(what_is_not_public_must_be_allowed)
{
    const auto allow = allow_list::parse("hooks.internal:8080, 10.1.0.0/16, fd00::/8").value();
    BOOST_TEST(may_connect({}, "example.org", 443, address("8.8.8.8")));
    BOOST_TEST(!may_connect({}, "example.org", 443, address("10.1.2.3")));
    BOOST_TEST(may_connect(allow, "example.org", 443, address("10.1.2.3")));
    BOOST_TEST(may_connect(allow, "example.org", 443, address("fd00::1")));
    BOOST_TEST(!may_connect(allow, "example.org", 443, address("10.2.0.1")));
    BOOST_TEST(may_connect(allow, "hooks.internal", 8080, address("127.0.0.1")));
    BOOST_TEST(!may_connect(allow, "hooks.internal", 8081, address("127.0.0.1")));
}

BOOST_AUTO_TEST_CASE(plain_http_must_be_allowed_by_what_the_url_says)
{
    const auto allow = allow_list::parse("hooks.internal:8080, 10.1.0.0/16, [::1]:80").value();
    BOOST_TEST(!may_speak_plain_http({}, "example.org", 80));
    BOOST_TEST(!may_speak_plain_http({}, "8.8.8.8", 80));
    BOOST_TEST(may_speak_plain_http(allow, "hooks.internal", 8080));
    BOOST_TEST(!may_speak_plain_http(allow, "hooks.internal", 80));
    BOOST_TEST(may_speak_plain_http(allow, "10.1.2.3", 80));
    BOOST_TEST(!may_speak_plain_http(allow, "10.2.2.3", 80));
    BOOST_TEST(may_speak_plain_http(allow, "::1", 80));
}

BOOST_AUTO_TEST_SUITE_END()
