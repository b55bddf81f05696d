// SPDX-License-Identifier: BSL-1.0
#include "cli/posts_report.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>
#include <string_view>

namespace json = boost::json;

namespace {

std::string printed(std::string_view page)
{
    std::ostringstream out;
    multipost::cli::print_posts(out, json::parse({page.data(), page.size()}).as_object(), multipost::cli::style(false));
    return out.str();
}

constexpr std::string_view line =
    "2026-11-22T09:14:03Z  delivered         0199f3a5-0a10-7d42-b1c3-5e6f708192a3  Hello\n";

std::string page_of_one(std::string_view next)
{
    return R"({"items": [{"created_at": "2026-11-22T09:14:03.250Z", "state": "delivered",)"
           R"( "id": "0199f3a5-0a10-7d42-b1c3-5e6f708192a3", "text": "Hello"}], "next": )" +
           std::string(next) + "}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_page_of_posts)

BOOST_AUTO_TEST_CASE(has_a_line_for_each) { BOOST_TEST(printed(page_of_one("null")) == line); }

BOOST_AUTO_TEST_CASE(says_when_there_are_more)
{
    BOOST_TEST(printed(page_of_one("\"x\"")) == std::string(line) + "There are more: --limit N shows up to 100.\n");
}

BOOST_AUTO_TEST_CASE(that_is_empty_says_there_are_none_only_where_it_is_the_last)
{
    BOOST_TEST(printed(R"({"items": [], "next": null})") == "No posts.\n");
    BOOST_TEST(printed(R"({"items": [], "next": "x"})") ==
               "None among the newest posts; the older ones were not looked at.\n");
}

BOOST_AUTO_TEST_SUITE_END()
