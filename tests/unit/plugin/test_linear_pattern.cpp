// SPDX-License-Identifier: BSL-1.0
#include "plugin/linear_pattern.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace multipost;

BOOST_AUTO_TEST_SUITE(a_linear_pattern)

BOOST_AUTO_TEST_CASE(is_found_anywhere_unless_it_is_anchored)
{
    BOOST_TEST(linear_pattern("b+").is_in("abbc"));
    BOOST_TEST(!linear_pattern("^b+$").is_in("abbc"));
    BOOST_TEST(linear_pattern("^[0-9]{1,20}$").is_in("123"));
    BOOST_TEST(!linear_pattern("^[0-9]{1,20}$").is_in("123\n"));
    BOOST_TEST(!linear_pattern("^a$").is_in("b\na"));
    BOOST_TEST(linear_pattern("^.$").is_in("é"));
    BOOST_TEST(!linear_pattern("^.$").is_in("\n"));
}

BOOST_AUTO_TEST_CASE(takes_time_in_proportion_to_the_text)
{
    // A matcher that goes back would need 2 to the power of 8,000 steps.
    const auto text = std::string(8000, 'a') + "!";
    BOOST_TEST(!linear_pattern("^(a+)+$").is_in(text));
    BOOST_TEST(!linear_pattern("^(a|a?)+$").is_in(text));
}

BOOST_AUTO_TEST_CASE(may_bound_a_length)
{
    BOOST_TEST(linear_pattern("^.{1,255}$").is_in(std::string(255, 'a')));
    BOOST_TEST(!linear_pattern("^.{1,255}$").is_in(std::string(256, 'a')));
}

BOOST_AUTO_TEST_CASE(that_has_a_fault_matches_nothing)
{
    const linear_pattern broken("([");
    BOOST_TEST(!broken.fault().empty());
    BOOST_TEST(!broken.is_in("(["));
}

BOOST_AUTO_TEST_SUITE_END()
