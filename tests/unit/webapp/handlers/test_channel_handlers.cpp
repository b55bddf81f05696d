// SPDX-License-Identifier: BSL-1.0
#include "served.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace webapp;
namespace json = boost::json;

namespace {

constexpr std::string_view nobodys = "/api/v1/channels/0199f3a5-0a10-7d42-b1c3-5e6f708192ff";

std::string path_of(const std::string& id, const std::string& more = {}) { return "/api/v1/channels/" + id + more; }

} // namespace

BOOST_FIXTURE_TEST_SUITE(channel_routes, served)

BOOST_AUTO_TEST_CASE(connectors_are_listed_for_who_is_logged_in)
{
    const auto told = ask("ada", "GET", "/api/v1/connectors");
    BOOST_TEST(told.outcome() == "200");
    BOOST_TEST(told.json.at("items").as_array().size() == 2U);
    BOOST_TEST(told.json.at("items").at(0).at("id").as_string() == "discord");
    BOOST_TEST(told.json.at("next").is_null());
    BOOST_TEST(ask("", "GET", "/api/v1/connectors").outcome() == "401 not_logged_in");
}

BOOST_AUTO_TEST_CASE(a_channel_is_added_shown_changed_and_removed)
{
    const json::object body{{"name", "Team"}, {"url", slack("hush-hush-hush-4f2a")}};
    const auto added = ask("ada", "POST", "/api/v1/channels", json::serialize(body));
    BOOST_TEST(added.outcome() == "201");
    BOOST_TEST(added.header("ETag") == "\"1\"");
    BOOST_TEST(added.header("Location") == path_of(added.at("id")));
    BOOST_TEST(added.header("Cache-Control") == "no-store");
    BOOST_TEST(added.at("hint").ends_with("4f2a"));
    BOOST_TEST(added.json.at("settings").at("endpoint").as_string() == networks.url() + "/services/T1/B1");

    const auto path = path_of(added.at("id"));
    const auto shown = ask("ada", "GET", path);
    BOOST_TEST(shown.json == added.json);
    BOOST_TEST(shown.header("ETag") == "\"1\"");
    BOOST_TEST(ask("ada", "HEAD", path).outcome() == "200");
    BOOST_TEST(ask("ada", "GET", "/api/v1/channels").json.at("items").at(0) == added.json);

    const auto changed = ask("ada", "PATCH", path, R"({"name":"News","state":"paused"})");
    BOOST_TEST(changed.outcome() == "200");
    BOOST_TEST(changed.at("name") == "News");
    BOOST_TEST(changed.at("state") == "paused");
    BOOST_TEST(changed.header("ETag") == "\"2\"");
    BOOST_TEST(changed.json.at("revision").to_number<int>() == 2);

    BOOST_TEST(ask("ada", "DELETE", path).outcome() == "204");
    BOOST_TEST(ask("ada", "GET", path).outcome() == "404 not_found");
    BOOST_TEST(ask("ada", "DELETE", path).outcome() == "404 not_found");

    const std::vector<std::string> noted = {"channel_added ada", "channel_changed ada", "channel_removed ada"};
    BOOST_TEST(log.events == noted, boost::test_tools::per_element());
    BOOST_TEST(everything_answered.find("hush") == std::string::npos);
    BOOST_TEST(log.everything.find("hush") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_secret_need_not_be_known_to_change_the_rest)
{
    const auto id = add("Team", slack("hush-hush-hush-4f2a"));
    const auto body = R"({"settings":{"endpoint":")" + networks.url() + R"(/services/T1/B2"}})";
    const auto moved = ask("ada", "PATCH", path_of(id), body);
    BOOST_TEST(moved.outcome() == "200");
    BOOST_TEST(moved.at("hint").ends_with("4f2a"));
    BOOST_TEST(ask("ada", "POST", path_of(id, "/test")).at("state") == "usable");
    (void)settled(send("moved mark", {id}));
    BOOST_TEST(networks.published().published("moved mark").at(0).channel.find("B2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_change_that_goes_wrong_changes_nothing)
{
    const auto path = path_of(add("Team", slack()));
    const auto before = ask("ada", "GET", path).json;
    const std::pair<std::string_view, std::string_view> bodies[] = {
        {R"({"name":"New","url":"https://example.org/hush"})", "422 bad_channel"},
        {R"({"name":"New","settings":{"token":""}})", "422 bad_channel"},
        {R"({"name":"New","state":"gone"})", "400 bad_value"},
        {R"({"name":"New","owner":"bob"})", "400 unknown_member"},
        {R"({"name":"New","name":"New"})", "400 bad_json"},
        {R"({"name":"\nNew"})", "422 bad_channel"},
        {"{}", "400 bad_value"},
    };
    for (const auto& [body, outcome] : bodies) BOOST_TEST(ask("ada", "PATCH", path, body).outcome() == outcome, body);
    BOOST_TEST(ask("ada", "PATCH", path, R"({"name":"\u202eNew"})").pointers() == " /name");
    const json::object turned{{"name", "\u202eNew"}, {"url", slack()}};
    BOOST_TEST(ask("ada", "POST", "/api/v1/channels", json::serialize(turned)).pointers() == " /name");
    BOOST_TEST(ask("ada", "GET", path).json == before);
}

BOOST_AUTO_TEST_CASE(of_two_who_change_a_channel_the_second_is_told)
{
    const auto path = path_of(add("Team", slack()));
    const auto change = [&](std::string_view name, std::string tag) {
        const json::object body{{"name", name}};
        return ask("ada", "PATCH", path, json::serialize(body), {{"if-match", std::move(tag)}}).outcome();
    };
    BOOST_TEST(change("First", "\"1\"") == "200");
    BOOST_TEST(change("Second", "\"1\"") == "412 changed_meanwhile");
    BOOST_TEST(change("Second", "W/\"2\"") == "412 changed_meanwhile");
    BOOST_TEST(change("Second", "2") == "400 bad_value");
    BOOST_TEST(ask("ada", "GET", path).at("name") == "First");
    BOOST_TEST(change("Second", "\"7\", \"2\"") == "200");
    BOOST_TEST(change("Third", "*") == "200");
}

BOOST_AUTO_TEST_CASE(a_foreign_channel_is_not_there)
{
    const auto id = add("Team", slack());
    const std::pair<std::string, std::string> requests[] = {
        {"GET", ""}, {"PATCH", ""}, {"DELETE", ""}, {"POST", "/test"}};
    for (const auto& [method, more] : requests)
    {
        const std::string_view body = method == "PATCH" ? R"({"name":"Stolen"})" : "";
        const auto foreign = ask("bob", method, path_of(id, more), body);
        const auto missing = ask("bob", method, std::string(nobodys) + more, body);
        BOOST_TEST(foreign.outcome() == "404 not_found");
        BOOST_TEST(foreign.text == missing.text);
    }
    BOOST_TEST(ask("bob", "GET", "/api/v1/channels").json.at("items").as_array().empty());
    BOOST_TEST(ask("ada", "GET", path_of(id)).at("name") == "Team");
}

BOOST_AUTO_TEST_CASE(the_operator_sees_everybodys_channels)
{
    const auto id = add("Team", slack());
    (void)add("Other", slack(), "bob");
    BOOST_TEST(ask("operator", "GET", "/api/v1/channels").json.at("items").as_array().size() == 2U);
    BOOST_TEST(ask("operator", "GET", path_of(id)).outcome() == "200");
}

BOOST_AUTO_TEST_CASE(there_are_so_many_channels_and_no_more)
{
    for (int i = 0; i < 12; ++i) (void)add("Channel " + std::to_string(i), slack());
    const json::object body{{"name", "One more"}, {"url", slack()}};
    BOOST_TEST(ask("ada", "POST", "/api/v1/channels", json::serialize(body)).outcome() == "422 limit_reached");
    BOOST_TEST(ask("bob", "POST", "/api/v1/channels", json::serialize(body)).outcome() == "201");
}

BOOST_AUTO_TEST_CASE(a_test_tells_what_the_network_says_and_notes_it)
{
    const auto good = add("Good", slack());
    const auto usable = ask("ada", "POST", path_of(good, "/test"));
    BOOST_TEST(usable.outcome() == "200");
    BOOST_TEST(usable.text == R"({"state":"usable","failure":null})");

    const auto dead = add("Dead", slack("token-fault.status-404-no_service"));
    const auto unusable = ask("ada", "POST", path_of(dead, "/test"));
    BOOST_TEST(unusable.at("state") == "unusable");
    BOOST_TEST(unusable.json.at("failure").at("code").as_string() == "no_service");
    const auto noted = ask("ada", "GET", path_of(dead));
    BOOST_TEST(noted.at("state") == "needs_attention");
    BOOST_TEST(noted.json.at("problem").at("class").as_string() == "channel_dead");

    const auto silent = add("Silent", slack("token-fault.reset-before"));
    BOOST_TEST(ask("ada", "POST", path_of(silent, "/test")).at("state") == "unknown");
    BOOST_TEST(ask("ada", "GET", path_of(silent)).at("state") == "active");
    BOOST_TEST(networks.published().published().empty());
}

BOOST_AUTO_TEST_CASE(a_place_that_is_not_allowed_is_not_asked)
{
    const auto inside = add("Inside", "slack:http://127.0.0.1:9/services/T/B/token");
    const auto found = ask("ada", "POST", path_of(inside, "/test"));
    BOOST_TEST(found.at("state") != "usable");
    BOOST_TEST(found.json.at("failure").at("remote_words").as_string() == "");
}

BOOST_AUTO_TEST_CASE(a_network_that_hangs_is_not_waited_for)
{
    const auto id = add("Hangs", slack("some-tokenfault.hang"));
    const auto found = ask("ada", "POST", path_of(id, "/test"));
    BOOST_TEST(found.outcome() == "200");
    BOOST_TEST(found.at("state") == "unknown");
    BOOST_TEST(found.json.at("failure").at("what").as_string() == "The network did not answer in 2 seconds.");
}

BOOST_AUTO_TEST_CASE(each_use_of_a_secret_is_noted)
{
    const auto id = add("Team", slack("never-to-be-noted"));
    (void)ask("ada", "POST", path_of(id, "/test"));
    (void)ask("ada", "POST", "/api/v1/preview", "{\"text\":\"x\",\"channels\":" + json_list({id}) + '}');
    BOOST_TEST(std::count(log.events.begin(), log.events.end(), "secret_used") == 2);
    BOOST_TEST(log.everything.find(id + "\nslack\ncheck\n") != std::string::npos);
    BOOST_TEST(log.everything.find(id + "\nslack\npreview\n") != std::string::npos);
    BOOST_TEST(log.everything.find("never-to-be-noted") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(tests_of_a_channel_are_limited)
{
    const auto id = add("Team", slack());
    for (int i = 0; i < 3; ++i) BOOST_TEST(ask("ada", "POST", path_of(id, "/test")).outcome() == "200");
    const auto limited = ask("ada", "POST", path_of(id, "/test"));
    BOOST_TEST(limited.outcome() == "429 too_many_requests");
    BOOST_TEST(std::stoi(limited.header("Retry-After")) >= 1);
    BOOST_TEST(std::ranges::count(log.events, "rate_limited ada") == 1);
}

BOOST_AUTO_TEST_CASE(what_the_network_said_once_can_be_seen_to)
{
    const auto id = add("Dead", slack("token-fault.status-404-no_service"));
    (void)ask("ada", "POST", path_of(id, "/test"));
    BOOST_TEST(ask("ada", "GET", path_of(id)).at("state") == "needs_attention");
    const json::object body{{"url", slack("another-token-0007")}};
    const auto repaired = ask("ada", "PATCH", path_of(id), json::serialize(body));
    BOOST_TEST(repaired.at("state") == "active");
    BOOST_TEST(repaired.json.at("problem").is_null());
}

BOOST_AUTO_TEST_SUITE_END()
