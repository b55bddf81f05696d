// SPDX-License-Identifier: BSL-1.0
#include "http/trusted_proxies.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace webapp;
using boost::asio::ip::make_address;

namespace {

std::string client_of(const trusted_proxies& proxies, std::string_view peer, std::vector<std::string> forwarded)
{
    request r;
    for (auto& field : forwarded) r.headers.emplace_back("x-forwarded-for", std::move(field));
    return proxies.client_of(r, make_address(std::string(peer))).to_string();
}

} // namespace

BOOST_AUTO_TEST_SUITE(who_the_client_is)

BOOST_AUTO_TEST_CASE(is_the_nearest_address_that_no_trusted_proxy_has)
{
    const std::vector<std::string> blocks{"10.0.0.0/8", "192.0.2.7", "2001:db8:1::/48"};
    const trusted_proxies proxies(blocks);
    const struct
    {
        std::string_view peer;
        std::vector<std::string> forwarded;
        std::string_view client;
    } cases[] = {
        {"198.51.100.1", {}, "198.51.100.1"},
        {"198.51.100.1", {"203.0.113.9"}, "198.51.100.1"}, // not trusted
        {"10.0.0.1", {}, "10.0.0.1"},
        {"10.0.0.1", {"203.0.113.9"}, "203.0.113.9"},
        {"10.0.0.1", {"1.1.1.1, 203.0.113.9"}, "203.0.113.9"},
        {"10.0.0.1", {"1.1.1.1, 203.0.113.9, 10.2.3.4"}, "203.0.113.9"},
        {"10.0.0.1", {"1.1.1.1", "203.0.113.9", "192.0.2.7"}, "203.0.113.9"},
        {"10.0.0.1", {"10.0.0.3, 10.0.0.2"}, "10.0.0.3"},
        {"10.0.0.1", {"203.0.113.9:4711"}, "203.0.113.9"},
        {"10.0.0.1", {"[2001:db8::9]:4711"}, "2001:db8::9"},
        {"10.0.0.1", {"[2001:db8::9]"}, "2001:db8::9"},
        {"10.0.0.1", {"2001:db8::9"}, "2001:db8::9"},
        {"10.0.0.1", {"2001:db8::9, 2001:db8:1::1"}, "2001:db8::9"},
        {"10.0.0.1", {"::ffff:203.0.113.9"}, "203.0.113.9"},
        {"10.0.0.1", {"\t 203.0.113.9 \t"}, "203.0.113.9"},
        {"192.0.2.7", {"203.0.113.9"}, "203.0.113.9"},
        {"192.0.2.8", {"203.0.113.9"}, "192.0.2.8"},
        {"2001:db8:1:ffff::1", {"203.0.113.9"}, "203.0.113.9"},
        {"2001:db8:2::1", {"203.0.113.9"}, "2001:db8:2::1"},
        // what is no address ends the search
        {"10.0.0.1", {""}, "10.0.0.1"},
        {"10.0.0.1", {","}, "10.0.0.1"},
        {"10.0.0.1", {"203.0.113.9,"}, "10.0.0.1"},
        {"10.0.0.1", {"unknown"}, "10.0.0.1"},
        {"10.0.0.1", {"203.0.113.9, unknown"}, "10.0.0.1"},
        {"10.0.0.1", {"203.0.113.9, unknown, 10.0.0.2"}, "10.0.0.2"},
        {"10.0.0.1", {"300.1.1.1"}, "10.0.0.1"},
        {"10.0.0.1", {"1.1.1"}, "10.0.0.1"},
        {"10.0.0.1", {"[::1"}, "10.0.0.1"},
        {"10.0.0.1", {"[]"}, "10.0.0.1"},
        {"10.0.0.1", {"]"}, "10.0.0.1"},
        {"10.0.0.1", {":"}, "10.0.0.1"},
        {"10.0.0.1", {":::::::::"}, "10.0.0.1"},
        {"10.0.0.1", {"\"203.0.113.9\""}, "10.0.0.1"},
        {"10.0.0.1", {std::string(16'000, ',')}, "10.0.0.1"},
        {"10.0.0.1", {std::string(16'000, '1')}, "10.0.0.1"},
        {"10.0.0.1", {"203.0.113.9 198.51.100.1"}, "10.0.0.1"},
    };
    for (const auto& one : cases)
        BOOST_TEST_CONTEXT(one.peer << " for " << (one.forwarded.empty() ? "" : one.forwarded.front().substr(0, 80)))
        {
            BOOST_TEST(client_of(proxies, one.peer, one.forwarded) == one.client);
        }
}

BOOST_AUTO_TEST_CASE(is_the_peer_when_nobody_is_trusted)
{
    const trusted_proxies nobody{std::span<const std::string>()};
    BOOST_TEST(client_of(nobody, "127.0.0.1", {"203.0.113.9"}) == "127.0.0.1");
}

BOOST_AUTO_TEST_CASE(can_be_anybody_behind_a_block_of_everything)
{
    const std::vector<std::string> blocks{"0.0.0.0/0", "::/0"};
    const trusted_proxies everybody(blocks);
    BOOST_TEST(client_of(everybody, "127.0.0.1", {"203.0.113.9, 2001:db8::1"}) == "203.0.113.9");
}

BOOST_AUTO_TEST_CASE(is_an_ipv4_address_even_when_it_came_as_ipv6)
{
    BOOST_TEST(normalized(make_address("::ffff:192.0.2.1")).to_string() == "192.0.2.1");
    BOOST_TEST(normalized(make_address("192.0.2.1")).to_string() == "192.0.2.1");
    BOOST_TEST(normalized(make_address("2001:db8::1")).to_string() == "2001:db8::1");
}

BOOST_AUTO_TEST_CASE(is_not_asked_of_what_is_no_block)
{
    for (const auto* block : {"", "a", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0/8", "::/129",
                              "/8", "10.0.0.0/8x", "10.0.0.0-10.0.0.9"})
        BOOST_TEST_CONTEXT(block)
        {
            const std::vector<std::string> blocks{block};
            BOOST_CHECK_THROW(trusted_proxies{blocks}, std::invalid_argument);
        }
}

BOOST_AUTO_TEST_SUITE_END()
