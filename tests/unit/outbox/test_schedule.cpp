// SPDX-License-Identifier: BSL-1.0
// What a time of day in a zone means, where its clocks are changed too.
#include <multipost/schedule.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace multipost;
using namespace std::chrono_literals;

namespace {

planned_time planned(std::string at, std::string zone = {})
{
    const auto p = plan({std::move(at), std::move(zone), {}});
    BOOST_TEST_REQUIRE(p.has_value(), (p.has_error() ? p.error().what : ""));
    return *p;
}

std::string refusal(std::string at, std::string zone = {})
{
    const auto p = plan({std::move(at), std::move(zone), {}});
    BOOST_TEST_REQUIRE(p.has_error());
    BOOST_TEST((p.error().code == errc::bad_schedule));
    return p.error().what;
}

/// Seconds since 1970.
std::int64_t seconds(wall_time t)
{
    return std::chrono::duration_cast<std::chrono::seconds>(t.time_since_epoch()).count();
}

} // namespace

BOOST_AUTO_TEST_SUITE(schedules)

BOOST_AUTO_TEST_CASE(a_time_of_day_is_read_in_its_zone)
{
    const auto p = planned("2026-12-24T09:00", "Europe/Paris");
    BOOST_TEST(seconds(p.instant) == 1798099200); // 08:00 UTC
    BOOST_TEST(p.local == "2026-12-24T09:00:00+01:00");
    BOOST_TEST(p.abbreviation == "CET");
    BOOST_TEST((p.met == clock_change::none));
    BOOST_TEST(!p.second);
    BOOST_TEST(planned("2026-07-14T09:00:30", "Europe/Paris").local == "2026-07-14T09:00:30+02:00");
    BOOST_TEST(planned("2026-12-24T09:00", "America/St_Johns").local == "2026-12-24T09:00:00-03:30");
    BOOST_TEST(planned("2026-12-24T09:00", "Asia/Kathmandu").local == "2026-12-24T09:00:00+05:45");
}

BOOST_AUTO_TEST_CASE(an_instant_needs_no_zone_and_is_shown_in_one)
{
    for (const std::string at :
         {"2026-12-24T08:00Z", "2026-12-24T08:00:00Z", "2026-12-24T09:00+01:00", "2026-12-24T03:30:00-04:30"})
        BOOST_TEST(seconds(planned(at).instant) == 1798099200, at);
    BOOST_TEST(planned("2026-12-24T08:00Z").local == "2026-12-24T08:00:00+00:00");
    BOOST_TEST(planned("2026-12-24T08:00Z", "Europe/Paris").local == "2026-12-24T09:00:00+01:00");
}

// On the night of 28 March 2027 the clocks of Paris go from 02:00 to 03:00.
BOOST_AUTO_TEST_CASE(a_time_the_clocks_skip_is_the_first_instant_after)
{
    const auto p = planned("2027-03-28T02:30", "Europe/Paris");
    BOOST_TEST((p.met == clock_change::skipped));
    BOOST_TEST(p.local == "2027-03-28T03:00:00+02:00");
    BOOST_TEST(p.abbreviation == "CEST");
    BOOST_TEST((p.instant == planned("2027-03-28T01:00Z").instant));
    BOOST_TEST((planned("2027-03-28T02:00", "Europe/Paris").met == clock_change::skipped));
    BOOST_TEST((planned("2027-03-28T01:59:59", "Europe/Paris").met == clock_change::none));
    BOOST_TEST((planned("2027-03-28T03:00", "Europe/Paris").met == clock_change::none));
}

// On the night of 25 October 2026 they go from 03:00 back to 02:00.
BOOST_AUTO_TEST_CASE(a_time_the_clocks_repeat_is_the_first_and_tells_the_second)
{
    const auto p = planned("2026-10-25T02:30", "Europe/Paris");
    BOOST_TEST((p.met == clock_change::repeated));
    BOOST_TEST(p.local == "2026-10-25T02:30:00+02:00");
    BOOST_TEST_REQUIRE(p.second.has_value());
    BOOST_TEST((*p.second - p.instant == 1h));
    BOOST_TEST((planned("2026-10-25T03:00", "Europe/Paris").met == clock_change::none));
}

// Samoa went from 29 to 31 December 2011; Lord Howe's clocks change by half an hour.
BOOST_AUTO_TEST_CASE(clocks_may_skip_a_day_or_half_an_hour)
{
    BOOST_TEST(planned("2011-12-30T12:00", "Pacific/Apia").local == "2011-12-31T00:00:00+14:00");
    BOOST_TEST(planned("2026-10-04T02:10", "Australia/Lord_Howe").local == "2026-10-04T02:30:00+11:00");
}

BOOST_AUTO_TEST_CASE(the_29th_of_february_and_the_years_to_9999_exist)
{
    BOOST_TEST(planned("2028-02-29T12:00", "Europe/Paris").local == "2028-02-29T12:00:00+01:00");
    BOOST_TEST(planned("2038-01-19T03:14:08Z").local == "2038-01-19T03:14:08+00:00");
    BOOST_TEST(planned("9999-12-31T12:00Z").local == "9999-12-31T12:00:00+00:00");
    BOOST_TEST(planned("1970-01-01T00:00", "UTC").local == "1970-01-01T00:00:00+00:00");
}

// What is read of the rules ends there; a summer without summer time would be an hour late.
BOOST_AUTO_TEST_CASE(a_zone_is_known_as_long_as_its_rules)
{
    BOOST_TEST(planned("2037-07-01T09:00", "Europe/Paris").local == "2037-07-01T09:00:00+02:00");
    for (const auto* at : {"2038-01-01T00:00", "9999-12-31T23:59", "2040-07-01T09:00Z"})
        BOOST_TEST(refusal(at, "Europe/Paris").find("known until 2037") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_instant_before_1970_is_none)
{
    BOOST_TEST(refusal("1970-01-01T00:00", "Asia/Tokyo").find("is no time") != std::string::npos);
}

BOOST_DATA_TEST_CASE(what_is_no_time_is_refused,
                     boost::unit_test::data::make({"", "tomorrow", "2026-12-24", "2026-12-24 09:00", "2026-12-24T9:00",
                                                   "2026-13-01T09:00", "2026-02-29T09:00", "2026-12-24T24:00",
                                                   "2026-12-24T09:60", "2026-12-24T09:00:61", "2026-12-24T09:00 ",
                                                   "+2026-12-24T09:00", "1969-12-31T23:59", "0000-01-01T00:00",
                                                   "2026-12-24T09:00:00.5", "2026-12-24T09:00z",
                                                   "2026-12-24T09:00+25:00"}),
                     at)
{
    BOOST_TEST(refusal(at, "Europe/Paris").find("is no time") != std::string::npos);
}

BOOST_DATA_TEST_CASE(an_unknown_zone_is_refused_by_its_name,
                     boost::unit_test::data::make({"Paris", "Europe/Atlantis", "../../etc/passwd", "/etc/localtime",
                                                   "localtime", "europe/paris "}),
                     zone)
{
    BOOST_TEST(refusal("2026-12-24T09:00", zone).find(zone) != std::string::npos);
    BOOST_TEST(refusal("2026-12-24T09:00Z", zone).find(zone) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_time_of_day_without_a_zone_is_refused)
{
    BOOST_TEST(refusal("2026-12-24T09:00").find("needs a time zone") != std::string::npos);
}

// Nothing goes out at the very instant: it would always be missed.
BOOST_AUTO_TEST_CASE(lateness_is_a_minute_at_least)
{
    for (const auto lateness : {-1s, 0s, 59s})
    {
        const auto p = plan({"2026-12-24T09:00Z", "", lateness});
        BOOST_TEST_REQUIRE(p.has_error());
        BOOST_TEST((p.error().code == errc::bad_schedule));
    }
    BOOST_TEST(plan({"2026-12-24T09:00Z", "", 60s}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
