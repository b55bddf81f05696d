// SPDX-License-Identifier: BSL-1.0
#include "api/iso8601_duration.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>
#include <utility>

using namespace webapp;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(a_duration)

BOOST_AUTO_TEST_CASE(is_read_and_written_in_the_largest_units)
{
    const std::pair<std::string_view, std::chrono::seconds> known[] = {
        {"PT1H", 1h}, {"PT1H30M", 90min}, {"P1D", 24h},         {"P1DT12H", 36h},
        {"PT0S", 0s}, {"PT30S", 30s},     {"P2DT1S", 172'801s},
    };
    for (const auto& [text, duration] : known)
    {
        BOOST_TEST_REQUIRE(parse_iso8601_duration(text).has_value(), text);
        BOOST_TEST((*parse_iso8601_duration(text) == duration), text);
        BOOST_TEST(iso8601(duration) == text);
    }
    BOOST_TEST((parse_iso8601_duration("PT90M") == 90min));
    BOOST_TEST((parse_iso8601_duration("P0DT99999S") == 99'999s));
}

BOOST_AUTO_TEST_CASE(that_is_none_is_refused)
{
    for (const std::string_view text :
         {"",    "P",     "PT",    "P1",     "1H",     "PT1",     "P1H",    "PT1D",      "P1DT", "P1Y",  "P1M",
          "P1W", "-PT1H", "PT-1H", "PT1.5H", "PT1M1H", "PT1HT1M", "PT1H1H", "PT100000S", "pt1h", "PT1H "})
        BOOST_TEST(!parse_iso8601_duration(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
