// SPDX-License-Identifier: BSL-1.0
#include "api/rfc3339.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string_view>

using namespace webapp;
using namespace std::chrono;
using multipost::wall_time;

BOOST_AUTO_TEST_SUITE(times)

BOOST_AUTO_TEST_CASE(a_time_is_written_in_utc_with_milliseconds)
{
    BOOST_TEST(rfc3339(sys_days(2026y / 11 / 22) + 9h + 5min + 250ms) == "2026-11-22T09:05:00.250Z");
    BOOST_TEST(rfc3339(wall_time{}) == "1970-01-01T00:00:00.000Z");
    BOOST_TEST(rfc3339(wall_time{-1ms}) == "1969-12-31T23:59:59.999Z");
    BOOST_TEST(rfc3339(sys_days(2028y / 2 / 29) + 23h + 59min + 59s + 7ms) == "2028-02-29T23:59:59.007Z");
    BOOST_TEST(rfc3339(sys_days(2038y / 1 / 19) + 3h + 14min + 8s) == "2038-01-19T03:14:08.000Z");
    BOOST_TEST(rfc3339(sys_days(9999y / 12 / 31)) == "9999-12-31T00:00:00.000Z");
    BOOST_TEST(rfc3339(sys_days(500y / 1 / 1)) == "0500-01-01T00:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_time_is_read_with_any_offset)
{
    const std::pair<std::string_view, std::string_view> times[] = {
        {"2026-11-22T09:05:00.250Z", "2026-11-22T09:05:00.250Z"},
        {"2026-11-22t09:05:00z", "2026-11-22T09:05:00.000Z"},
        {"2026-11-22T09:05:00.1Z", "2026-11-22T09:05:00.100Z"},
        {"2026-11-22T09:05:00.1239999999Z", "2026-11-22T09:05:00.123Z"},
        {"2026-11-22T09:05:00+01:00", "2026-11-22T08:05:00.000Z"},
        {"2026-11-22T00:05:00+14:00", "2026-11-21T10:05:00.000Z"},
        {"2026-12-31T23:30:00-00:45", "2027-01-01T00:15:00.000Z"},
        {"2026-11-22T09:05:00-00:00", "2026-11-22T09:05:00.000Z"},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"},
        {"2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"},
        {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"},
        {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
    };
    for (const auto& [text, same] : times)
    {
        const auto read = parse_rfc3339(text);
        BOOST_REQUIRE_MESSAGE(read.has_value(), text);
        BOOST_TEST(rfc3339(*read) == same, text);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_date_time_is_not_read)
{
    for (const std::string_view text : {"",
                                        "2026",
                                        "2026-11-22",
                                        "2026-11-22T09:05Z",
                                        "2026-11-22T09:05:00",
                                        "2026-11-22 09:05:00Z",
                                        "2026-11-22T09:05:00.Z",
                                        "2026-11-22T09:05:00,5Z",
                                        "2026-11-22T09:05:00+0100",
                                        "2026-11-22T09:05:00+1:00",
                                        "2026-11-22T09:05:00 01:00",
                                        "2026-11-22T09:05:00Zx",
                                        "2026-11-22T09:05:00Z ",
                                        " 2026-11-22T09:05:00Z",
                                        "2026-02-29T00:00:00Z",
                                        "2026-13-01T00:00:00Z",
                                        "2026-00-01T00:00:00Z",
                                        "2026-11-00T00:00:00Z",
                                        "2026-11-31T00:00:00Z",
                                        "2026-11-22T24:00:00Z",
                                        "2026-11-22T09:60:00Z",
                                        "2026-11-22T09:05:61Z",
                                        "2026-11-22T09:05:00+24:00",
                                        "2026-11-22T09:05:00+01:60",
                                        "20261-11-22T09:05:00Z",
                                        "-026-11-22T09:05:00Z",
                                        "+026-11-22T09:05:00Z",
                                        "2026-1a-22T09:05:00Z",
                                        "now"})
        BOOST_TEST(!parse_rfc3339(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
