// SPDX-License-Identifier: BSL-1.0
#include "connectors.hpp"
#include "handlers/channel_json.hpp"
#include "handlers/connector_json.hpp"
#include "handlers/post_json.hpp"
#include "handlers/preview_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>

using namespace webapp;
using namespace std::chrono;
using multipost::delivery_state;
using multipost::failure_class;
using multipost::wall_time;
namespace json = boost::json;

namespace {

// The examples of docs/openapi.yaml.
const wall_time made = sys_days(2026y / 11 / 22) + 9h + 20min + 931ms;
const wall_time ended = made + 581ms;
constexpr std::string_view channel_id = "0199f3a5-0a10-7d42-b1c3-5e6f708192a3";
constexpr std::string_view delivery_id = "0199f3a6-2c34-7f64-93e5-708192a3b4d1";

multipost::failure failed(failure_class kind, std::string code)
{
    multipost::failure f;
    f.kind = kind;
    f.code = std::move(code);
    f.what = "The webhook has been removed or switched off in Slack.";
    f.advice = "Make a new webhook in Slack.";
    f.remote_words = "no_service";
    return f;
}

multipost::post_delivery failed_delivery()
{
    multipost::post_delivery d;
    d.id = delivery_id;
    d.channel = channel_id;
    d.channel_name = "Team";
    d.connector = "slack";
    d.state = delivery_state::failed;
    d.due_at = made;
    d.attempts = 1;
    d.failure = failed(failure_class::channel_dead, "no_service");
    d.updated_at = ended;
    return d;
}

multipost::post_delivery delivered_delivery()
{
    auto d = failed_delivery();
    d.state = delivery_state::delivered;
    d.failure.reset();
    d.proof = multipost::proof::id;
    d.remote_id = "1310000000000000000";
    d.permalink = "https://discord.com/channels/1/2/1310000000000000000";
    return d;
}

multipost::delivery_attempt attempt(delivery_state state)
{
    multipost::delivery_attempt a;
    a.number = 2;
    a.started_at = made;
    a.ended_at = ended;
    a.state = state;
    a.elapsed = 572ms;
    return a;
}

json::value attempt_told(const multipost::delivery_attempt& a)
{
    multipost::post p;
    p.deliveries.push_back(failed_delivery());
    p.deliveries.back().attempts_made.push_back(a);
    return post_detail_json(p).at("deliveries").at(0).at("attempts_made").at(0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(things_told_as_json)

BOOST_AUTO_TEST_CASE(a_delivery_that_failed)
{
    BOOST_TEST(json::value(delivery_json(failed_delivery())) == json::parse(R"({
        "id": "0199f3a6-2c34-7f64-93e5-708192a3b4d1", "channel": "0199f3a5-0a10-7d42-b1c3-5e6f708192a3",
        "channel_name": "Team", "connector": "slack", "state": "failed", "due_at": null, "attempts": 1, "proof": "none",
        "remote_id": null, "permalink": null,
        "failure": {"class": "channel_dead", "code": "no_service",
            "what": "The webhook has been removed or switched off in Slack.", "advice": "Make a new webhook in Slack.",
            "remote_words": "no_service", "retry_at": null},
        "updated_at": "2026-11-22T09:20:01.512Z"})"));
}

BOOST_AUTO_TEST_CASE(a_delivery_that_arrived)
{
    const auto told = delivery_json(delivered_delivery());
    BOOST_TEST(told.at("proof") == "id");
    BOOST_TEST(told.at("remote_id") == "1310000000000000000");
    BOOST_TEST(told.at("permalink") == "https://discord.com/channels/1/2/1310000000000000000");
    BOOST_TEST(told.at("failure").is_null());
}

BOOST_AUTO_TEST_CASE(only_a_web_page_is_made_a_link_of)
{
    for (const std::string_view url : {"", "javascript:alert(1)", "data:text/html,x", "//x", "ftp://x", "HTTPS://x"})
    {
        auto d = delivered_delivery();
        d.permalink = url;
        BOOST_TEST(delivery_json(d).at("permalink").is_null());
    }
}

BOOST_AUTO_TEST_CASE(while_something_is_to_come_it_is_said_when)
{
    for (const auto state : {delivery_state::scheduled, delivery_state::queued, delivery_state::sending,
                             delivery_state::waiting, delivery_state::delivered, delivery_state::failed,
                             delivery_state::unconfirmed, delivery_state::missed, delivery_state::cancelled})
    {
        auto d = failed_delivery();
        d.state = state;
        const auto told = delivery_json(d);
        BOOST_TEST(told.at("state") == json::value(multipost::to_string(state)));
        BOOST_TEST(told.at("due_at").is_null() == multipost::is_end(state));
    }
}

BOOST_AUTO_TEST_CASE(a_delivery_that_waits_says_when_it_is_sent_again)
{
    auto d = failed_delivery();
    d.failure = failed(failure_class::rate_limited, "rate_limited");
    d.failure->retry_after = 30s;
    d.state = delivery_state::waiting;
    d.due_at = ended + 45s;
    BOOST_TEST(delivery_json(d).at("failure").at("retry_at") == "2026-11-22T09:20:46.512Z");
    // Given up, what the network asked for is all that is known.
    d.state = delivery_state::failed;
    BOOST_TEST(delivery_json(d).at("failure").at("retry_at") == "2026-11-22T09:20:31.512Z");
}

BOOST_AUTO_TEST_CASE(an_attempt)
{
    auto a = attempt(delivery_state::failed);
    a.failure = failed(failure_class::rate_limited, "rate_limited");
    a.failure->retry_after = 1s;
    BOOST_TEST(attempt_told(a) == json::parse(R"({
        "number": 2, "started_at": "2026-11-22T09:20:00.931Z", "ended_at": "2026-11-22T09:20:01.512Z",
        "state": "failed", "elapsed_ms": 572,
        "failure": {"class": "rate_limited", "code": "rate_limited",
            "what": "The webhook has been removed or switched off in Slack.", "advice": "Make a new webhook in Slack.",
            "remote_words": "no_service", "retry_at": "2026-11-22T09:20:02.512Z"}})"));

    auto open = attempt(delivery_state::sending);
    open.ended_at.reset();
    const auto told = attempt_told(open);
    BOOST_TEST(told.at("state") == "sending");
    BOOST_TEST(told.at("ended_at").is_null());
    BOOST_TEST(told.at("elapsed_ms").is_null());
}

BOOST_AUTO_TEST_CASE(an_attempt_that_another_follows_has_failed)
{
    for (const auto state : {delivery_state::waiting, delivery_state::queued, delivery_state::missed})
        BOOST_TEST(attempt_told(attempt(state)).at("state") == "failed");
    for (const auto state : {delivery_state::delivered, delivery_state::unconfirmed, delivery_state::cancelled})
        BOOST_TEST(attempt_told(attempt(state)).at("state") == json::value(multipost::to_string(state)));
}

BOOST_AUTO_TEST_CASE(a_post)
{
    multipost::post p;
    p.id = "0199f3a6-2c34-7f64-93e5-708192a3b4c5";
    p.owner = "0199f3a4-7c1e-7a53-9d0e-3f2b8a6c5d41";
    p.text = "**1.0** is out";
    p.created_at = made;
    p.updated_at = ended;
    p.state = multipost::post_state::partly_delivered;
    p.deliveries = {failed_delivery(), delivered_delivery()};

    const auto told = post_json(p);
    BOOST_TEST(told.size() == 10U);
    BOOST_TEST(told.at("state") == "partly_delivered");
    BOOST_TEST(told.at("revision") == 1);
    BOOST_TEST(told.at("schedule").is_null());
    BOOST_TEST(told.at("title").is_null());
    BOOST_TEST(told.at("link").is_null());
    BOOST_TEST(told.at("created_at") == "2026-11-22T09:20:00.931Z");
    BOOST_TEST(told.at("deliveries").as_array().size() == 2U);
    BOOST_TEST(!told.at("deliveries").at(0).as_object().contains("attempts_made"));
    BOOST_TEST(json::serialize(told).find(p.owner) == std::string::npos);

    BOOST_TEST(json::value(accepted_post_json(p)) == json::parse(R"({
        "id": "0199f3a6-2c34-7f64-93e5-708192a3b4c5", "state": "partly_delivered", "schedule": null, "deliveries": [
        {"id": "0199f3a6-2c34-7f64-93e5-708192a3b4d1", "channel": "0199f3a5-0a10-7d42-b1c3-5e6f708192a3", "state": "failed"},
        {"id": "0199f3a6-2c34-7f64-93e5-708192a3b4d1", "channel": "0199f3a5-0a10-7d42-b1c3-5e6f708192a3", "state": "delivered"}
        ]})"));

    p.title = "Title";
    p.link = "https://example.org/";
    BOOST_TEST(post_detail_json(p).at("title") == "Title");
    BOOST_TEST(post_detail_json(p).at("link") == "https://example.org/");
}

// 2027-10-31 02:30 comes twice in Paris; the first is meant.
BOOST_AUTO_TEST_CASE(a_post_that_is_planned)
{
    multipost::post p;
    p.revision = 3;
    p.when = multipost::post_schedule{{"2027-10-31T02:30", "Europe/Paris", std::chrono::seconds(5'400)},
                                      multipost::wall_time(std::chrono::seconds(1'824'942'600))};
    BOOST_TEST(post_json(p).at("revision") == 3);
    BOOST_TEST(post_json(p).at("schedule") == json::parse(R"({
        "at": "2027-10-31T02:30", "zone": "Europe/Paris", "late": {"send_within": "PT1H30M"},
        "instant": "2027-10-31T00:30:00.000Z", "local": "2027-10-31T02:30:00+02:00", "abbreviation": "CEST",
        "clock_change": "repeated", "second": "2027-10-31T01:30:00.000Z"})"));
    BOOST_TEST(json::value(accepted_post_json(p)).at("schedule") == post_json(p).at("schedule"));
}

// A zone may leave the system's database, or its rules may change: what is due stays as it was planned until it is planned anew.
BOOST_AUTO_TEST_CASE(a_post_that_is_planned_in_a_zone_nobody_knows_any_more)
{
    multipost::post p;
    p.when = multipost::post_schedule{{"2027-10-31T02:30", "Europe/Atlantis", {}},
                                      multipost::wall_time(std::chrono::seconds(1'824'942'600))};
    const auto told = post_json(p).at("schedule");
    BOOST_TEST(told.at("zone") == "Europe/Atlantis");
    BOOST_TEST(told.at("instant") == "2027-10-31T00:30:00.000Z");
    BOOST_TEST(told.at("late").is_null());
}

BOOST_AUTO_TEST_CASE(a_channel)
{
    multipost::stored_channel c;
    c.id = channel_id;
    c.owner = "0199f3a4-7c1e-7a53-9d0e-3f2b8a6c5d41";
    c.name = "Team";
    c.connector = "slack";
    c.hint = "hooks.slack.com …4f2a";
    c.settings.emplace("endpoint", "https://hooks.slack.com/services/T0001/B0001");
    c.created_at = made;
    c.updated_at = ended;
    BOOST_TEST(json::value(channel_json(c)) == json::parse(R"({
        "id": "0199f3a5-0a10-7d42-b1c3-5e6f708192a3", "name": "Team", "connector": "slack", "hint": "hooks.slack.com …4f2a",
        "settings": {"endpoint": "https://hooks.slack.com/services/T0001/B0001"}, "state": "active", "problem": null,
        "revision": 1, "last_delivered_at": null, "pending": 0,
        "created_at": "2026-11-22T09:20:00.931Z", "updated_at": "2026-11-22T09:20:01.512Z"})"));

    c.last_delivered_at = ended;
    c.pending = 3;
    BOOST_TEST(channel_json(c).at("last_delivered_at") == "2026-11-22T09:20:01.512Z");
    BOOST_TEST(channel_json(c).at("pending") == 3);
    c.state = multipost::channel_state::needs_attention;
    c.problem = multipost::channel_problem{failed(failure_class::channel_dead, "no_service"), ended};
    BOOST_TEST(channel_json(c).at("problem") == json::parse(R"({
        "class": "channel_dead", "code": "no_service", "what": "The webhook has been removed or switched off in Slack.",
        "advice": "Make a new webhook in Slack.", "at": "2026-11-22T09:20:01.512Z"})"));
}

BOOST_AUTO_TEST_CASE(what_asking_about_a_channel_found)
{
    multipost::delivery_result found;
    found.state = delivery_state::delivered;
    BOOST_TEST(json::value(channel_test_json(found, made)) == json::parse(R"({"state": "usable", "failure": null})"));
    BOOST_TEST(is_clear(found));

    const std::pair<failure_class, std::string_view> failures[] = {
        {failure_class::auth, "unusable"},       {failure_class::channel_dead, "unusable"},
        {failure_class::transient, "unknown"},   {failure_class::rate_limited, "unknown"},
        {failure_class::unconfirmed, "unknown"}, {failure_class::message_rejected, "unknown"},
    };
    for (const auto& [kind, state] : failures)
    {
        found.state = delivery_state::failed;
        found.failure = failed(kind, "some_code");
        BOOST_TEST(channel_test_json(found, made).at("state") == json::value(state));
        BOOST_TEST(channel_test_json(found, made).at("failure").at("code") == "some_code");
        BOOST_TEST(is_clear(found) == (state == "unusable"));
    }
}

BOOST_AUTO_TEST_CASE(a_preview)
{
    multipost::channel_preview p;
    p.connector = "slack";
    p.channel = "Team";
    p.text = "*1.0 is out*";
    p.seen = multipost::parse_markdown("**1.0 is out**").value();
    p.length = 12;
    p.limit = 40'000;
    p.notices.push_back({"heading_as_bold", "The heading becomes bold text."});
    multipost::request_preview request;
    request.effect = "publishes";
    request.method = "POST";
    request.url = "https://hooks.slack.com/services/T0001/B0001/***";
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = R"({"text":"*1.0 is out*"})";
    p.requests.push_back(request);
    BOOST_TEST(json::value(preview_json(std::string(channel_id), p)) == json::parse(R"({
        "channel": "0199f3a5-0a10-7d42-b1c3-5e6f708192a3", "connector": "slack", "text": "*1.0 is out*", "length": 12,
        "limit": 40000, "unit": "code_points",
        "notices": [{"code": "heading_as_bold", "what": "The heading becomes bold text."}],
        "segments": [{"text": "*1.0 is out*", "blocks": [{"kind": "paragraph", "depth": 0, "level": null, "marker": null,
            "runs": [{"text": "1.0 is out", "marks": ["bold"], "href": null}]}]}],
        "requests": [{"effect": "publishes", "method": "POST", "url": "https://hooks.slack.com/services/T0001/B0001/***",
            "headers": [{"name": "Content-Type", "value": "application/json"}], "body": "{\"text\":\"*1.0 is out*\"}"}],
        "problem": null})"));

    p.requests.front().body = "\xFF\xD8 a picture";
    p.problem = failed(failure_class::message_rejected, "text_too_long");
    const auto told = preview_json(std::string(channel_id), p);
    BOOST_TEST(told.at("requests").at(0).at("body") == "[12 bytes that are no text]");
    BOOST_TEST(told.at("problem").at("code") == "text_too_long");
}

BOOST_AUTO_TEST_CASE(a_connector)
{
    const auto told = connector_json(*connectors().find("slack"));
    BOOST_TEST(told.size() == 9U);
    BOOST_TEST(told.at("name") == "Slack");
    BOOST_TEST(told.at("settings_schema").at("properties").at("token").at("writeOnly") == true);
    BOOST_TEST(told.at("text").at("max") == 40'000);
    BOOST_TEST(told.at("text").at("unit") == "code_points");
    BOOST_TEST(!told.at("text").at("spans").as_array().empty());
    BOOST_TEST(told.at("attachments").at("max_count") == 0);
    BOOST_TEST(!told.contains("file")); // where plugins are is nobody's business
    for (const auto& setting : told.at("settings").as_array()) BOOST_TEST(setting.as_object().size() == 5U);
}

BOOST_AUTO_TEST_SUITE_END()
