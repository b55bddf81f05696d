// SPDX-License-Identifier: BSL-1.0
#include "cli/duration.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string_view>
#include <utility>
#include <vector>

using multipost::cli::iso8601;
using multipost::cli::parse_duration;
using std::chrono::seconds;

BOOST_AUTO_TEST_SUITE(a_duration)

BOOST_AUTO_TEST_CASE(is_read_as_people_write_it)
{
    for (const auto& [text, expected] :
         std::vector<std::pair<std::string_view, seconds>>{{"90s", seconds(90)},
                                                           {"5m", seconds(300)},
                                                           {"2h", seconds(7'200)},
                                                           {"1h30m", seconds(5'400)},
                                                           {"1d", seconds(86'400)},
                                                           {"1d2h3m4s", seconds(93'784)}})
        BOOST_TEST_CONTEXT(text) BOOST_TEST((parse_duration(text) == expected));
}

BOOST_AUTO_TEST_CASE(is_not_guessed)
{
    for (const std::string_view text : {"", "5", "m", "5 m", "-5m", "5M", "30m1h", "5m5m", "1.5h", "0s", "1y", "5mm",
                                        "10001d", "9999999999s", "99999999999999999999d"})
        BOOST_TEST_CONTEXT(text) BOOST_TEST(!parse_duration(text).has_value());
}

BOOST_AUTO_TEST_CASE(is_written_as_the_api_takes_it)
{
    BOOST_TEST(iso8601(seconds(0)) == "PT0S");
    BOOST_TEST(iso8601(seconds(5'400)) == "PT1H30M");
    BOOST_TEST(iso8601(seconds(86'400)) == "P1D");
    BOOST_TEST(iso8601(seconds(93'784)) == "P1DT2H3M4S");
}

BOOST_AUTO_TEST_CASE(is_read_as_it_is_written)
{
    for (const int s : {0, 1, 60, 5'400, 86'400, 93'784})
        BOOST_TEST((multipost::cli::read_iso8601(iso8601(seconds(s))) == seconds(s)));
    for (const std::string_view text : {"", "P", "1H", "PT", "PT1X"})
        BOOST_TEST_CONTEXT(text) BOOST_TEST(!multipost::cli::read_iso8601(text).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
