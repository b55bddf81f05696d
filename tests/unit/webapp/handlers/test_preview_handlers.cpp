// SPDX-License-Identifier: BSL-1.0
#include "served.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace webapp;
namespace json = boost::json;

namespace {

std::string body_of(std::string_view text, const std::vector<std::string>& channels)
{
    return "{\"text\":" + json::serialize(json::value(text)) + ",\"channels\":" + json_list(channels) + '}';
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(preview_route, served)

BOOST_AUTO_TEST_CASE(a_preview_shows_each_networks_request_without_its_secret)
{
    const auto team = add("Team", slack("hush-hush-hush-4f2a"));
    const auto news = add("News", discord("hush-hush-hush-4f2b"));
    const auto shown = ask("ada", "POST", "/api/v1/preview", body_of("**mark** <!channel> @everyone", {news, team}));
    BOOST_TEST(shown.outcome() == "200");
    const auto& items = shown.json.at("items").as_array();
    BOOST_TEST(items.size() == 2U);
    BOOST_TEST(items[0].at("channel").as_string() == news);
    BOOST_TEST(items[1].at("connector").as_string() == "slack");
    for (const auto& item : items)
    {
        BOOST_TEST(item.at("problem").is_null());
        BOOST_TEST(item.at("segments").at(0).at("text") == item.at("text"));
        const std::string url(item.at("requests").at(0).at("url").as_string());
        BOOST_TEST(url.find("***") != std::string::npos);
    }
    BOOST_TEST(shown.text.find("hush") == std::string::npos);
    BOOST_TEST(std::string(items[1].at("text").as_string()).find("&lt;!channel&gt;") != std::string::npos);
    BOOST_TEST(networks.published().published().empty());
    BOOST_TEST(ask("ada", "GET", "/api/v1/posts").json.at("items").as_array().empty());
}

BOOST_AUTO_TEST_CASE(what_sending_would_refuse_is_told_for_each_channel)
{
    const auto news = add("News", discord());
    const auto problem_of = [&](std::string_view text) {
        const auto shown = ask("ada", "POST", "/api/v1/preview", body_of(text, {news}));
        BOOST_REQUIRE(shown.outcome() == "200");
        const auto& problem = shown.json.at("items").at(0).at("problem");
        return problem.is_null() ? std::string("none") : std::string(problem.at("code").as_string());
    };
    BOOST_TEST(problem_of("mark") == "none");
    BOOST_TEST(problem_of("") == "message_empty");
    BOOST_TEST(problem_of(std::string(2001, 'x')) == "text_too_long");
    BOOST_TEST(problem_of(std::string(1000, '>') + " x") == "bad_message");
}

BOOST_AUTO_TEST_CASE(a_preview_of_nothing_is_nothing)
{
    BOOST_TEST(ask("ada", "POST", "/api/v1/preview", body_of("mark", {})).text == R"({"items":[],"next":null})");
}

BOOST_AUTO_TEST_CASE(a_user_has_three_previews_at_once_at_most)
{
    const auto team = add("Team", slack());
    const auto others = add("Others", slack(), "bob");
    std::vector<std::pair<std::string_view, std::string>> both;
    for (int i = 0; i < 5; ++i)
    {
        both.emplace_back("ada", body_of("mark", {team}));
        both.emplace_back("bob", body_of("mark", {others}));
    }
    std::map<std::string, int> outcomes;
    for (const auto& told : ask_at_once("POST", "/api/v1/preview", both)) ++outcomes[told.outcome()];
    BOOST_TEST(outcomes["200"] == 6);
    BOOST_TEST(outcomes["429 too_many_requests"] == 4);
    // What has ended makes room.
    BOOST_TEST(ask("ada", "POST", "/api/v1/preview", body_of("mark", {team})).outcome() == "200");
}

BOOST_AUTO_TEST_CASE(unknown_and_foreign_channels_are_named_alike)
{
    const auto team = add("Team", slack());
    const auto foreign = add("Foreign", slack(), "bob");
    const auto refused =
        ask("ada", "POST", "/api/v1/preview", body_of("mark", {foreign, team, "0199f3a5-0a10-7d42-b1c3-5e6f708192ff"}));
    BOOST_TEST(refused.outcome() == "422 unknown_channel");
    BOOST_TEST(refused.pointers() == " /channels/0 /channels/2");
    BOOST_TEST(ask("ada", "POST", "/api/v1/preview", R"({"text":"x","channels":[],"y":1})").outcome() ==
               "400 unknown_member");
}

BOOST_AUTO_TEST_SUITE_END()
