// SPDX-License-Identifier: BSL-1.0
#include "api/request_rates.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string_view>

using namespace webapp;
using namespace std::chrono_literals;

namespace {

constexpr request_rates::time_point start{1h};

request searching_for(std::string_view text)
{
    request r;
    r.query.emplace_back("q", text);
    return r;
}

/// How many requests in a row are answered at this moment.
std::size_t at_once(request_rates& rates, route_class of, const request& r, std::string_view who,
                    request_rates::time_point now)
{
    std::size_t answered = 0;
    while (answered < 10'000 && rates.admit(of, r, who, now) == 0ms) ++answered;
    return answered;
}

} // namespace

BOOST_AUTO_TEST_SUITE(request_rates_)

BOOST_AUTO_TEST_CASE(each_class_has_its_budget_and_each_user_their_own)
{
    request_rates rates;
    BOOST_TEST(at_once(rates, route_class::reading, {}, "ada", start) == request_rates::reading.burst);
    BOOST_TEST(at_once(rates, route_class::reading, {}, "bob", start) == request_rates::reading.burst);
    BOOST_TEST(at_once(rates, route_class::changing, {}, "ada", start) == request_rates::changing.burst);
    BOOST_TEST(at_once(rates, route_class::costly, {}, "ada", start) == request_rates::costly.burst);
    BOOST_TEST(at_once(rates, route_class::unbounded, {}, "ada", start) == 10'000U);
}

BOOST_AUTO_TEST_CASE(a_search_is_dear_and_the_list_itself_is_not)
{
    request_rates rates;
    BOOST_TEST(at_once(rates, route_class::searching, searching_for("x"), "ada", start) == request_rates::costly.burst);
    BOOST_TEST(at_once(rates, route_class::searching, {}, "ada", start) == request_rates::reading.burst);
}

BOOST_AUTO_TEST_CASE(somebody_who_types_and_a_page_that_asks_go_on_for_hours)
{
    request_rates rates;
    for (auto now = start; now < start + 2h; now += 250ms)
    {
        BOOST_REQUIRE(rates.admit(route_class::costly, {}, "ada", now) == 0ms); // a preview at every pause
        for (int query = 0; query != 4; ++query)
            BOOST_REQUIRE(rates.admit(route_class::reading, {}, "ada", now) == 0ms);
    }
}

BOOST_AUTO_TEST_CASE(who_has_spent_all_is_told_when_there_is_more_and_there_is)
{
    request_rates rates;
    (void)at_once(rates, route_class::changing, {}, "ada", start);
    const auto wait = rates.admit(route_class::changing, {}, "ada", start);
    BOOST_TEST((wait == request_rates::changing.interval));
    BOOST_TEST(at_once(rates, route_class::changing, {}, "ada", start + wait) == 1U);
}

BOOST_AUTO_TEST_CASE(an_ipv6_subscriber_is_one_and_a_mapped_address_is_the_ipv4_one)
{
    const auto network = [](const char* address) { return network_of(boost::asio::ip::make_address(address)); };
    BOOST_TEST(network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9"));
    BOOST_TEST(network("2001:db8:1:2::1") != network("2001:db8:1:3::1"));
    BOOST_TEST(network("192.0.2.1") != network("192.0.2.2"));
    BOOST_TEST(network("::ffff:192.0.2.1") == network("192.0.2.1"));
}

BOOST_AUTO_TEST_SUITE_END()
