// SPDX-License-Identifier: BSL-1.0
#include "sandbox/fault.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using sandbox::fault_in;
using sandbox::fault_kind;

BOOST_TEST_DONT_PRINT_LOG_VALUE(fault_kind)
BOOST_TEST_DONT_PRINT_LOG_VALUE(std::chrono::milliseconds)

BOOST_AUTO_TEST_SUITE(fault)

BOOST_AUTO_TEST_CASE(a_token_without_a_fault_asks_for_none)
{
    for (const auto* token : {"", "x", "fault", "defaultvalue", "fault-hang"}) BOOST_TEST(!fault_in(token), token);
}

BOOST_AUTO_TEST_CASE(a_fault_is_named_at_the_end_of_a_token)
{
    const struct
    {
        const char* token;
        fault_kind kind;
    } cases[] = {
        {"fault.reset-before", fault_kind::reset_before},
        {"abc-fault.reset-after", fault_kind::reset_after},
        {"fault.truncate", fault_kind::truncate},
        {"xfault.garbage", fault_kind::garbage},
        {"fault.html", fault_kind::html},
        {"fault.hang", fault_kind::hang},
    };
    for (const auto& c : cases) BOOST_TEST((fault_in(c.token).value().kind == c.kind), c.token);
}

BOOST_AUTO_TEST_CASE(seconds_may_have_decimals)
{
    BOOST_TEST((fault_in("fault.slow-2").value().kind == fault_kind::slow));
    BOOST_TEST((fault_in("fault.slow-2").value().time == 2s));
    BOOST_TEST((fault_in("fault.rate-0.25").value().kind == fault_kind::rate));
    BOOST_TEST((fault_in("fault.rate-0.25").value().time == 250ms));
}

BOOST_AUTO_TEST_CASE(a_status_has_a_code_and_a_word_that_may_hold_anything)
{
    const auto f = fault_in("fault.status-404-no_service-x").value();
    BOOST_TEST((f.kind == fault_kind::status));
    BOOST_TEST(f.status == 404U);
    BOOST_TEST(f.word == "no_service-x");
    BOOST_TEST(fault_in("fault.status-500").value().word == "");
}

BOOST_AUTO_TEST_CASE(what_is_no_fault_is_named_unknown)
{
    for (const std::string name :
         {"", "x", "hang-2", "slow", "slow-", "slow--1", "slow-nan", "slow-1e3", "slow-3601", "slow-1x", "rate-",
          "status", "status-", "status-99-x", "status-600-x", "status-4o4-x"})
    {
        const auto f = fault_in("fault." + name).value();
        BOOST_TEST((f.kind == fault_kind::unknown), name);
        BOOST_TEST(f.word == name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
