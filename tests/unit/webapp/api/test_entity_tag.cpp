// SPDX-License-Identifier: BSL-1.0
#include "api/entity_tag.hpp"
#include "problem_thrown.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace webapp;

BOOST_AUTO_TEST_SUITE(entity_tags)

BOOST_AUTO_TEST_CASE(if_match_holds_for_the_revisions_it_names)
{
    BOOST_TEST(entity_tag(3) == "\"3\"");
    struct
    {
        std::string_view header;
        bool holds;
    } const cases[] = {
        {"\"3\"", true},
        {" \"3\" ", true},
        {"*", true},
        {"\"1\", \"3\"", true},
        {"\"1\",\"2\" ,\t\"3\"", true},
        {"W/\"1\", \"3\"", true},
        {"\"a,b\", \"3\"", true},
        {"\"2\"", false},
        {"\"33\"", false},
        {"\"\"", false},
        {"W/\"3\"", false},
        {"\"03\"", false},
    };
    for (const auto& c : cases) BOOST_TEST(if_match(c.header).allows(3) == c.holds, c.header);
}

BOOST_AUTO_TEST_CASE(what_is_no_list_of_entity_tags_is_refused)
{
    for (const std::string_view header : {"", " ", "3", "\"3", "3\"", "w/\"3\"", "*, \"3\"", "\"3\" \"4\"", "\"3\"x"})
        BOOST_TEST(problem_thrown([&] { if_match read(header); }) == "400 bad_value If-Match:", header);
}

BOOST_AUTO_TEST_SUITE_END()
