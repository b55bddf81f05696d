// SPDX-License-Identifier: BSL-1.0
#include "served.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace webapp;
namespace json = boost::json;

namespace {

constexpr std::string_view posts = "/api/v1/posts";
constexpr std::string_view nobodys = "0199f3a5-0a10-7d42-b1c3-5e6f708192ff";

std::string body_of(std::string_view text, const std::vector<std::string>& channels)
{
    return "{\"text\":" + json::serialize(json::value(text)) + ",\"channels\":" + json_list(channels) + '}';
}

std::string state_of(const json::value& told) { return std::string(told.at("state").as_string()); }

} // namespace

BOOST_FIXTURE_TEST_SUITE(post_routes, served)

BOOST_AUTO_TEST_CASE(a_message_to_two_networks_arrives_once_at_each_and_the_history_proves_it)
{
    const auto team = add("Team", slack());
    const auto news = add("News", discord());
    const auto sent = ask("ada", "POST", posts, body_of("**mark** is out", {team, news}));
    BOOST_TEST(sent.outcome() == "202");
    const auto path = std::string(posts) + '/' + sent.at("id");
    BOOST_TEST(sent.header("Location") == path);
    BOOST_TEST(sent.json.as_object().size() == 4U);
    BOOST_TEST(sent.json.at("deliveries").at(0).at("channel").as_string() == team);
    BOOST_TEST(sent.json.at("deliveries").at(1).at("state").as_string() == "queued");

    const auto post = settled(sent.at("id"));
    BOOST_TEST(state_of(post) == "delivered");
    const auto& on_slack = post.at("deliveries").at(0);
    const auto& on_discord = post.at("deliveries").at(1);
    BOOST_TEST(on_slack.at("proof").as_string() == "accepted");
    BOOST_TEST(on_discord.at("proof").as_string() == "id");
    BOOST_TEST(on_slack.at("channel_name").as_string() == "Team");
    BOOST_TEST(on_slack.at("due_at").is_null());
    BOOST_TEST(on_slack.at("attempts_made").as_array().size() == 1U);
    BOOST_TEST(state_of(on_slack.at("attempts_made").at(0)) == "delivered");
    BOOST_TEST(networks.published().published("mark").size() == 2U);

    const auto listed = ask("ada", "GET", posts);
    BOOST_TEST(listed.json.at("items").as_array().size() == 1U);
    BOOST_TEST(listed.json.at("next").is_null());
    BOOST_TEST(!listed.json.at("items").at(0).at("deliveries").at(0).as_object().contains("attempts_made"));
}

BOOST_AUTO_TEST_CASE(the_same_key_twice_is_one_post)
{
    const auto team = add("Team", slack());
    const auto send_with = [&](std::string_view text, std::string key) {
        return ask("ada", "POST", posts, body_of(text, {team}), {{"idempotency-key", std::move(key)}});
    };
    const auto first = send_with("keyed mark", "compose 1");
    (void)settled(first.at("id"));
    const auto again = send_with("keyed mark", "compose 1");
    BOOST_TEST(again.outcome() == "202");
    BOOST_TEST(again.text == first.text);
    BOOST_TEST(again.header("Location") == first.header("Location"));
    BOOST_TEST(send_with("another mark", "compose 1").outcome() == "422 idempotency_key_reused");
    for (const std::string& key :
         {std::string(), std::string(256, 'k'), std::string("k\xC3\xA9y"), std::string("a\tb")})
    {
        const auto refused = send_with("wrong mark", key);
        BOOST_TEST(refused.outcome() == "400 bad_value");
        BOOST_TEST(refused.pointers() == " Idempotency-Key:");
    }
    // Its channel cannot be used any more, and still the same request is the same post.
    BOOST_TEST(ask("ada", "PATCH", "/api/v1/channels/" + team, R"({"state":"paused"})").outcome() == "200");
    BOOST_TEST(send_with("keyed mark", "compose 1").text == first.text);
    BOOST_TEST(send_with("keyed mark", "compose 2").outcome() == "422 channel_unusable");
    BOOST_TEST(networks.published().published("mark").size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_nobody_could_get_is_refused_before_anything_is_stored)
{
    const auto team = add("Team", slack());
    const auto news = add("News", discord());
    const auto foreign = add("Foreign", slack(), "bob");
    struct
    {
        std::string body;
        std::string_view outcome, pointers;
    } const cases[] = {
        {body_of("mark", {}), "422 no_channel", ""},
        {body_of(" \n\t", {team}), "422 text_empty", ""},
        {body_of("mark", {team, std::string(nobodys), foreign}), "422 unknown_channel", " /channels/1 /channels/2"},
        {body_of("mark", {team, team}), "400 bad_value", " /channels/1"},
        {body_of("mark", {"no-id"}), "400 bad_value", " /channels/0"},
        {R"({"text":"mark"})", "400 bad_value", " /channels"},
        {R"({"channels":[]})", "400 bad_value", " /text"},
        {R"({"text":"mark","channels":[],"due":"now"})", "400 unknown_member", " /due"},
        {R"({"text":"mark","channels":[],"title":""})", "400 bad_value", " /title"},
        {R"({"text":"mark","channels":[],"link":"javascript:alert"})", "400 bad_value", " /link"},
        {R"({"text":"mark","channels":[],"link":"https://"})", "400 bad_value", " /link"},
        {R"({"text":"mark","channels":[],"link":"https://example.org/a b"})", "400 bad_value", " /link"},
        {R"({"text":"mark","channels":[],"link":"https://example.org/\r\nX: y"})", "400 bad_value", " /link"},
        {R"({"text":"mark\u0000","channels":[]})", "400 bad_json", ""},
        {"[]", "400 bad_json", ""},
    };
    for (const auto& c : cases)
    {
        BOOST_TEST_CONTEXT(c.body)
        {
            const auto refused = ask("ada", "POST", posts, c.body);
            BOOST_TEST(refused.outcome() == c.outcome);
            BOOST_TEST(refused.pointers() == c.pointers);
        }
    }

    const auto refused = ask("ada", "POST", posts, body_of("mark " + std::string(2007, 'x'), {team, news}));
    BOOST_TEST(refused.outcome() == "422 message_refused");
    BOOST_TEST(refused.json.at("errors").as_array().size() == 1U);
    const auto& why = refused.json.at("errors").at(0);
    BOOST_TEST(why.at("channel").as_string() == news);
    BOOST_TEST(why.at("code").as_string() == "text_too_long");
    BOOST_TEST(why.at("length").to_number<int>() == 2012);
    BOOST_TEST(why.at("limit").to_number<int>() == 2000);
    BOOST_TEST(why.as_object().size() == 6U);

    BOOST_TEST(ask("ada", "GET", posts).json.at("items").as_array().empty());
    BOOST_TEST(networks.published().published().empty());
}

BOOST_AUTO_TEST_CASE(a_user_sends_so_many_posts_a_day_and_what_was_not_sent_does_not_count)
{
    const auto team = add("Team", slack());
    const auto foreign = add("Foreign", discord(), "bob");
    const auto send_as = [&](std::string_view who, const std::string& to, std::string key = "") {
        std::vector<std::pair<std::string, std::string>> headers;
        if (!key.empty()) headers.emplace_back("idempotency-key", std::move(key));
        return ask(who, "POST", posts, body_of("mark", {to}), std::move(headers));
    };
    for (int i = 0; i != 3; ++i) BOOST_TEST(send_as("ada", foreign).outcome() == "422 unknown_channel");
    for (int i = 0; i != 3; ++i) BOOST_TEST(send_as("ada", team, "the same").outcome() == "202");
    // A midnight that comes in between begins a new day.
    auto told = send_as("ada", team);
    std::size_t sent = 1;
    for (; told.outcome() == "202" && sent <= 2 * posts_per_day; ++sent) told = send_as("ada", team);
    BOOST_TEST(sent >= posts_per_day);
    BOOST_TEST(told.outcome() == "429 too_many_posts");
    BOOST_TEST(told.at("detail").find("Each user may send 5 messages a day on this server. The next day begins at "
                                      "midnight UTC, ") == 0U);
    const auto left = std::stoi(told.header("Retry-After"));
    BOOST_TEST((left > 0 && left <= 24 * 3600));
    BOOST_TEST(send_as("bob", foreign).outcome() == "202");
    // What was accepted is told again, whatever the day's count.
    if (left > 60) BOOST_TEST(send_as("ada", team, "the same").outcome() == "202");
}

BOOST_AUTO_TEST_CASE(a_message_of_markup_alone_says_nothing)
{
    const auto team = add("Team", slack());
    BOOST_TEST(ask("ada", "POST", posts, body_of("> ", {team})).outcome() == "422 text_empty");
}

BOOST_AUTO_TEST_CASE(a_channel_that_cannot_be_used_refuses_the_post)
{
    const auto team = add("Team", slack());
    const auto dead = add("Dead", slack("token-fault.status-404-no_service"));
    BOOST_TEST(state_of(settled(send("mark", {dead}))) == "failed");
    const auto refused = ask("ada", "POST", posts, body_of("second mark", {team, dead}));
    BOOST_TEST(refused.outcome() == "422 channel_unusable");
    BOOST_TEST(refused.json.at("errors").at(0).at("channel").as_string() == dead);
    BOOST_TEST(refused.json.at("errors").at(0).at("code").as_string() == "no_service");
    BOOST_TEST(refused.json.at("errors").at(0).at("length").is_null());

    BOOST_TEST(ask("ada", "PATCH", "/api/v1/channels/" + team, R"({"state":"paused"})").outcome() == "200");
    const auto paused = ask("ada", "POST", posts, body_of("second mark", {team}));
    BOOST_TEST(paused.json.at("errors").at(0).at("code").as_string() == "channel_paused");
    BOOST_TEST(networks.published().published("mark").empty());
}

BOOST_AUTO_TEST_CASE(only_what_failed_is_sent_again)
{
    const auto team = add("Team", slack());
    const auto dead = add("Dead", slack("token-fault.status-404-no_service"));
    const auto id = send("mark", {team, dead});
    BOOST_TEST(state_of(settled(id)) == "partly_delivered");

    const json::object repair{{"url", slack("another-token-0007")}};
    BOOST_TEST(ask("ada", "PATCH", "/api/v1/channels/" + dead, json::serialize(repair)).outcome() == "200");
    const auto path = std::string(posts) + '/' + id + "/retry";
    const auto retried = ask("ada", "POST", path);
    BOOST_TEST(retried.outcome() == "202");
    BOOST_TEST(retried.at("state") == "sending");
    BOOST_TEST(!retried.json.at("deliveries").at(1).as_object().contains("attempts_made"));
    const auto end = settled(id);
    BOOST_TEST(state_of(end) == "delivered");
    BOOST_TEST(end.at("deliveries").at(1).at("attempts_made").as_array().size() == 2U);
    BOOST_TEST(ask("ada", "POST", path).outcome() == "409 nothing_to_retry");
    BOOST_TEST(networks.published().published("mark").size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_unconfirmed_delivery_is_settled_by_who_has_looked)
{
    const auto lost = add("Lost", slack("token-fault.reset-after"));
    const auto post = settled(send("mark", {lost}));
    BOOST_TEST(state_of(post) == "unconfirmed");
    const auto delivery = std::string(post.at("deliveries").at(0).at("id").as_string());
    const auto path = "/api/v1/deliveries/" + delivery + "/resolve";
    BOOST_TEST(ask("bob", "POST", path, R"({"as":"delivered"})").outcome() == "404 not_found");
    BOOST_TEST(ask("ada", "POST", path, R"({"as":"lost"})").outcome() == "400 bad_value");
    BOOST_TEST(ask("ada", "POST", path, R"({"as":"delivered","proof":"id"})").outcome() == "400 unknown_member");
    const auto resolved = ask("ada", "POST", path, R"({"as":"delivered"})");
    BOOST_TEST(resolved.outcome() == "200");
    BOOST_TEST(resolved.at("id") == delivery);
    BOOST_TEST(resolved.at("state") == "delivered");
    BOOST_TEST(ask("ada", "POST", path, R"({"as":"not_delivered"})").outcome() == "409 not_unconfirmed");
    BOOST_TEST(networks.published().published("mark").size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_did_not_arrive_is_sent_again)
{
    const auto lost = add("Lost", slack("token-fault.reset-before"));
    const auto post = settled(send("mark", {lost}));
    const auto delivery = std::string(post.at("deliveries").at(0).at("id").as_string());
    const json::object repair{{"url", slack("another-token-0007")}};
    BOOST_TEST(ask("ada", "PATCH", "/api/v1/channels/" + lost, json::serialize(repair)).outcome() == "200");
    BOOST_TEST(
        ask("ada", "POST", "/api/v1/deliveries/" + delivery + "/resolve", R"({"as":"not_delivered"})").outcome() ==
        "200");
    BOOST_TEST(state_of(settled(std::string(post.at("id").as_string()))) == "delivered");
    BOOST_TEST(networks.published().published("mark").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_foreign_post_is_not_there)
{
    const auto team = add("Team", slack());
    const auto id = send("mark", {team});
    (void)settled(id);
    for (const std::string& more : {std::string(), std::string("/retry")})
    {
        const auto method = more.empty() ? "GET" : "POST";
        const auto foreign = ask("bob", method, std::string(posts) + '/' + id + more);
        const auto missing = ask("bob", method, std::string(posts) + '/' + std::string(nobodys) + more);
        BOOST_TEST(foreign.outcome() == "404 not_found");
        BOOST_TEST(foreign.text == missing.text);
    }
    BOOST_TEST(ask("bob", "GET", posts).json.at("items").as_array().empty());
    BOOST_TEST(ask("bob", "GET", posts, {}, {}, {{"channel", team}}).json.at("items").as_array().empty());
    BOOST_TEST(ask("operator", "GET", posts).json.at("items").as_array().size() == 1U);
    BOOST_TEST(ask("ada", "GET", std::string(posts) + "/1").outcome() == "404 not_found");
}

BOOST_AUTO_TEST_CASE(the_history_is_read_page_by_page)
{
    const auto team = add("Team", slack());
    std::vector<std::string> sent;
    for (int i = 0; i < 5; ++i) sent.push_back(send("mark " + std::to_string(i), {team}));
    std::vector<std::string> seen;
    std::string cursor;
    do {
        std::vector<std::pair<std::string, std::string>> query = {{"limit", "2"}};
        if (!cursor.empty()) query.emplace_back("cursor", cursor);
        const auto page = ask("ada", "GET", posts, {}, {}, std::move(query));
        for (const auto& p : page.json.at("items").as_array()) seen.emplace_back(p.at("id").as_string());
        cursor = page.at("next");
    }
    while (!cursor.empty());
    BOOST_TEST(std::vector<std::string>(seen.rbegin(), seen.rend()) == sent, boost::test_tools::per_element());

    BOOST_TEST(ask("ada", "GET", posts, {}, {}, {{"q", "MARK 3"}}).json.at("items").as_array().size() == 1U);
    const auto wrong = ask("ada", "GET", posts, {}, {}, {{"cursor", "' or 1"}});
    BOOST_TEST(wrong.outcome() == "400 bad_value");
    BOOST_TEST(wrong.pointers() == " ?cursor");
    BOOST_TEST(ask("ada", "GET", posts, {}, {}, {{"owner", "bob"}}).outcome() == "400 unknown_member");
}

BOOST_AUTO_TEST_CASE(title_and_link_are_kept)
{
    const auto team = add("Team", slack());
    const auto sent = ask("ada", "POST", posts,
                          R"({"text":"mark","title":"A title","link":"https://example.org/?a=1#b","channels":)" +
                              json_list({team}) + '}');
    BOOST_TEST(sent.outcome() == "202");
    const auto post = settled(sent.at("id"));
    BOOST_TEST(post.at("title").as_string() == "A title");
    BOOST_TEST(post.at("link").as_string() == "https://example.org/?a=1#b");
}

BOOST_AUTO_TEST_SUITE_END()
