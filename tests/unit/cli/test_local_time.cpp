// SPDX-License-Identifier: BSL-1.0
#include "cli/local_time.hpp"
#include "cli/rfc3339.hpp"
#include "time_zone.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>

using namespace multipost::cli;

BOOST_AUTO_TEST_SUITE(a_local_time)

BOOST_AUTO_TEST_CASE(is_told_with_its_zone_as_it_is_then)
{
    const time_zone paris("Europe/Paris");
    BOOST_TEST(local_time("2026-12-24T08:00:00.000Z") == "2026-12-24 09:00 CET");
    BOOST_TEST(local_time("2026-07-01T08:00:00.000Z") == "2026-07-01 10:00 CEST");
    BOOST_TEST(local_time_with_seconds("2026-07-01T08:00:07.900Z") == "2026-07-01 10:00:07 CEST");
}

BOOST_AUTO_TEST_CASE(that_is_no_time_is_shown_as_it_came_but_moves_no_cursor)
{
    BOOST_TEST(local_time("soon") == "soon");
    BOOST_TEST(local_time("2026-02-30T08:00:00.000Z") == "2026-02-30T08:00:00.000Z");
    BOOST_TEST(local_time("\x1b[31m") == R"(\x1b[31m)");
}

BOOST_AUTO_TEST_CASE(has_the_zone_that_the_environment_names)
{
    for (const std::string name :
         {"Europe/Paris", ":Europe/Paris", "/usr/share/zoneinfo/Europe/Paris", ":/usr/share/zoneinfo/Europe/Paris"})
        BOOST_TEST_CONTEXT(name)
        {
            const time_zone chosen(name);
            BOOST_TEST(local_zone() == "Europe/Paris");
        }
    const time_zone empty("");
    BOOST_TEST(local_zone() == "UTC");
}

BOOST_AUTO_TEST_CASE(is_read_as_it_is_written)
{
    for (const std::string_view text :
         {"1970-01-01T00:00:00.000Z", "2026-11-22T09:05:00.250Z", "9999-12-31T23:59:59.999Z"})
        BOOST_TEST(rfc3339(read_rfc3339(text).value()) == text);
    for (const std::string_view text :
         {"", "2026-11-22", "2026-11-22T09:05:00Z", "2026-11-22 09:05:00.250Z", "2026-13-22T09:05:00.250Z"})
        BOOST_TEST(!read_rfc3339(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
