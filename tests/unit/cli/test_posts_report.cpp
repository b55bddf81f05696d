// SPDX-License-Identifier: BSL-1.0
#include "cli/posts_report.hpp"
#include "time_zone.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>
#include <string_view>

namespace json = boost::json;

namespace {

const multipost::cli::style no_colors(false);

json::object parsed(std::string_view text) { return json::parse({text.data(), text.size()}).as_object(); }

struct fixture
{
    time_zone paris{"Europe/Paris"};

    [[nodiscard]] static std::string printed(std::string_view page, bool filtered = false)
    {
        std::ostringstream out;
        multipost::cli::print_posts(out, parsed(page), filtered, no_colors);
        return out.str();
    }

    [[nodiscard]] static std::string schedule(std::string_view members)
    {
        std::ostringstream out;
        multipost::cli::print_schedule(
            out, parsed(R"({"state": "scheduled", "schedule": {)" + std::string(members) + R"(}})"));
        return out.str();
    }
};

constexpr std::string_view line = "TIME                  STATE      ID                                    TEXT\n"
                                  "2026-11-22 10:14 CET  delivered  0199f3a5-0a10-7d42-b1c3-5e6f708192a3  Hello\n";

std::string page_of_one(std::string_view next)
{
    return R"({"items": [{"created_at": "2026-11-22T09:14:03.250Z", "state": "delivered",)"
           R"( "id": "0199f3a5-0a10-7d42-b1c3-5e6f708192a3", "text": "Hello"}], "next": )" +
           std::string(next) + "}";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_page_of_posts, fixture)

BOOST_AUTO_TEST_CASE(has_a_line_for_each_in_columns_and_in_local_time)
{
    BOOST_TEST(printed(page_of_one("null")) == line);
}

BOOST_AUTO_TEST_CASE(says_when_there_are_more)
{
    BOOST_TEST(printed(page_of_one("\"x\"")) == std::string(line) + "There are more: --limit N shows up to 100.\n");
}

BOOST_AUTO_TEST_CASE(that_is_empty_says_what_to_do_next)
{
    constexpr std::string_view empty = R"({"items": [], "next": null})";
    BOOST_TEST(printed(empty).starts_with("No posts yet. Write one: multipost send"));
    BOOST_TEST(printed(empty, true).starts_with("No posts like that. multipost posts list"));
    BOOST_TEST(printed(R"({"items": [], "next": "x"})") ==
               "None among the newest posts; the older ones were not looked at.\n");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_schedule, fixture)

BOOST_AUTO_TEST_CASE(is_told_once_where_it_is_in_the_reader_s_zone)
{
    BOOST_TEST(schedule(R"("at": "2026-12-24T09:00", "zone": "Europe/Paris", "instant": "2026-12-24T08:00:00.000Z",)"
                        R"( "local": "2026-12-24T09:00:00+01:00", "abbreviation": "CET", "clock_change": "none")") ==
               "Goes out at 2026-12-24 09:00 CET (Europe/Paris).\n");
}

BOOST_AUTO_TEST_CASE(is_told_in_both_zones_where_they_differ)
{
    BOOST_TEST(schedule(R"("at": "2026-12-24T09:00", "zone": "Asia/Tokyo", "instant": "2026-12-24T00:00:00.000Z",)"
                        R"( "local": "2026-12-24T09:00:00+09:00", "abbreviation": "JST", "clock_change": "none")") ==
               "Goes out at 2026-12-24 09:00 JST (Asia/Tokyo), which is 2026-12-24 01:00 CET here.\n");
}

BOOST_AUTO_TEST_CASE(says_what_the_clocks_do)
{
    const auto skipped =
        schedule(R"("at": "2027-03-28T02:30", "zone": "Europe/Paris", "instant": "2027-03-28T01:00:00.000Z",)"
                 R"( "local": "2027-03-28T03:00:00+02:00", "abbreviation": "CEST", "clock_change": "skipped")");
    BOOST_TEST(skipped == "Goes out at 2027-03-28 03:00 CEST (Europe/Paris).\n"
                          "The clocks go forward over 2027-03-28T02:30 there: this is the first moment after.\n");
    const auto repeated =
        schedule(R"("at": "2027-10-31T02:30", "zone": "Europe/Paris", "instant": "2027-10-31T00:30:00.000Z",)"
                 R"( "local": "2027-10-31T02:30:00+02:00", "abbreviation": "CEST", "clock_change": "repeated",)"
                 R"( "second": "2027-10-31T01:30:00.000Z")");
    BOOST_TEST(repeated.ends_with("so that it comes twice: this is the first. The second is "
                                  "2027-10-31T01:30:00.000Z.\n"),
               repeated);
}

BOOST_AUTO_TEST_SUITE_END()
