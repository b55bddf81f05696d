// SPDX-License-Identifier: BSL-1.0
#include "pages/entity_tags.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;

BOOST_AUTO_TEST_SUITE(if_none_match)

BOOST_AUTO_TEST_CASE(names_the_tags_that_a_client_has)
{
    for (const auto* header :
         {"\"ab-br\"", "W/\"ab-br\"", "\"x\", \"ab-br\"", "\"x\",W/\"ab-br\" , \"y\"", "*", "\",\", \"ab-br\""})
        BOOST_TEST_CONTEXT(header) BOOST_TEST(names_tag(header, "\"ab-br\""));
    for (const auto* header :
         {"", "\"ab\"", "ab-br", "\"ab-br", "\"x\", \"y\"", "\"ab-gzip\"", "* , \"x\"", "\"x ab-br\""})
        BOOST_TEST_CONTEXT(header) BOOST_TEST(!names_tag(header, "\"ab-br\""));
}

BOOST_AUTO_TEST_SUITE_END()
