// SPDX-License-Identifier: BSL-1.0
#include "connectors.hpp"
#include "handlers/channel_settings.hpp"
#include "problem_thrown.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace webapp;

namespace {

constexpr std::string_view slack_url = "https://hooks.slack.com/services/T0001/B0001/hush-hush-hush-hush";

object_reader body_of(std::string_view json)
{
    return object_reader(boost::json::parse({json.data(), json.size()}).as_object());
}

wanted_channel read(std::string_view json) { return read_new_channel(body_of(json), connectors()); }

multipost::channel slack_channel() { return connectors().channel_from_url(slack_url).value(); }

multipost::channel changed(multipost::channel now, std::string_view json)
{
    return changed_channel(std::move(now), read_channel_change(body_of(json)), connectors());
}

std::string_view setting(const multipost::channel& c, std::string_view name)
{
    const auto found = c.settings.find(name);
    return found == c.settings.end() ? "absent" : found->second.reveal();
}

} // namespace

BOOST_AUTO_TEST_SUITE(channel_settings)

BOOST_AUTO_TEST_CASE(a_pasted_url_leads_where_it_says)
{
    const std::string url(slack_url);
    for (const auto& pasted : {url, " " + url + "\\n", "<" + url + ">", " < " + url + " > "})
    {
        const auto wanted = read(R"({"name":"Team","url":")" + pasted + "\"}");
        BOOST_TEST(wanted.name == "Team");
        BOOST_TEST(wanted.where.connector == "slack");
        BOOST_TEST(setting(wanted.where, "token") == "hush-hush-hush-hush");
    }
}

BOOST_AUTO_TEST_CASE(settings_lead_where_they_say)
{
    const auto wanted = read(R"({"name":"News","connector":"discord","settings":
        {"endpoint":"https://discord.com","webhook_id":"12","token":"hush","thread_id":""}})");
    BOOST_TEST(wanted.where.connector == "discord");
    BOOST_TEST(setting(wanted.where, "webhook_id") == "12");
    BOOST_TEST(setting(wanted.where, "thread_id") == "absent");
}

BOOST_AUTO_TEST_CASE(what_is_no_channel_is_refused_at_its_place)
{
    const std::pair<std::string_view, std::string_view> bodies[] = {
        {R"({"url":"https://hooks.slack.com/services/T/B/x"})", "400 bad_value /name"},
        {R"({"name":"","url":"https://hooks.slack.com/services/T/B/x"})", "400 bad_value /name"},
        {R"({"name":" \t","url":"https://hooks.slack.com/services/T/B/x"})", "400 bad_value /name"},
        {R"({"name":"a"})", "400 bad_value /url"},
        {R"({"name":"a","url":""})", "400 bad_value /url"},
        {R"({"name":"a","url":7})", "400 bad_value /url"},
        {R"({"name":"a","url":" "})", "422 bad_channel /url"},
        {R"({"name":"a","url":"<>"})", "422 bad_channel /url"},
        {R"({"name":"a","url":"https://example.org/hush"})", "422 unknown_connector /url"},
        {R"({"name":"a","url":"https://app.slack.com/client/T1/hush"})", "422 bad_channel /url"},
        {R"({"name":"a","url":"slack:hush"})", "422 bad_channel /url"},
        {R"({"name":"a","url":"https://hooks.slack.com/services/T/B/hush","connector":"slack"})",
         "400 unknown_member /connector"},
        {R"({"name":"a","url":"https://hooks.slack.com/services/T/B/hush","settings":{}})",
         "400 unknown_member /settings"},
        {R"({"name":"a","connector":"slack"})", "400 bad_value /settings"},
        {R"({"name":"a","connector":"Slack","settings":{}})", "400 bad_value /connector"},
        {R"({"name":"a","connector":"-slack","settings":{}})", "400 bad_value /connector"},
        {R"({"name":"a","connector":"teletext","settings":{"token":"hush"}})", "422 unknown_connector /connector"},
        {R"({"name":"a","connector":"slack","settings":{}})", "422 bad_channel /settings"},
        {R"({"name":"a","connector":"slack","settings":{"endpoint":"https://hooks.slack.com/services/T/B","token":""}})",
         "422 bad_channel /settings"},
        {R"({"name":"a","connector":"slack","settings":
            {"endpoint":"https://hooks.slack.com/services/T/B","token":"x","hush":"x"}})",
         "422 bad_channel /settings"},
        {R"({"name":"a","connector":"discord","settings":
            {"endpoint":"https://discord.com","webhook_id":"hush","token":"x"}})",
         "422 bad_channel /settings"},
        {R"({"name":"a","connector":"slack","settings":{"token":7}})", "400 bad_value /settings/token"},
    };
    for (const auto& [body, refusal] : bodies)
    {
        BOOST_TEST_CONTEXT(body)
        {
            const std::string_view text = body;
            BOOST_TEST(problem_thrown([&] { (void)read(text); }) == refusal);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_never_repeats_the_url_or_a_setting)
{
    for (
        const std::string_view body :
        {R"({"name":"a","url":"https://hooks.slack.com/services/T1/hush-hush"})",
         R"({"name":"a","url":"https://example.org/hush-hush"})", R"({"name":"a","url":"hush-hush"})",
         R"({"name":"a","url":"slack:hush-hush"})", R"({"name":"a","url":"ftp://hush-hush"})",
         R"({"name":"a","connector":"discord","settings":
             {"endpoint":"https://discord.com","webhook_id":"hush-hush","token":"hush-hush"}})",
         R"({"name":"a","connector":"discord","settings":{"endpoint":"hush-hush","webhook_id":"1","token":"hush-hush"}})"})
    {
        try
        {
            (void)read(body);
            BOOST_ERROR("nothing was refused");
        }
        catch (const problem& p)
        {
            const auto told = to_response(p, request()).body;
            BOOST_TEST(p.status == 422U);
            BOOST_TEST(told.find("hush") == std::string::npos, told);
        }
    }
}

BOOST_AUTO_TEST_CASE(of_the_settings_only_what_is_named_changes)
{
    const auto moved =
        changed(slack_channel(), R"({"settings":{"endpoint":"https://hooks.slack.com/services/T0001/B0002"}})");
    BOOST_TEST(setting(moved, "endpoint") == "https://hooks.slack.com/services/T0001/B0002");
    BOOST_TEST(setting(moved, "token") == "hush-hush-hush-hush");

    const auto discord = connectors().channel_from_url("https://discord.com/api/webhooks/1/hush?thread_id=7").value();
    BOOST_TEST(setting(changed(discord, R"({"settings":{"thread_id":""}})"), "thread_id") == "absent");
    const auto renewed = changed(discord, R"({"url":" https://discord.com/api/webhooks/2/hush-2 "})");
    BOOST_TEST(setting(renewed, "webhook_id") == "2");
    BOOST_TEST(setting(renewed, "thread_id") == "absent");
}

BOOST_AUTO_TEST_CASE(a_change_that_is_none_is_refused)
{
    const std::pair<std::string_view, std::string_view> bodies[] = {
        {"{}", "400 bad_value "},
        {R"({"name":" "})", "400 bad_value /name"},
        {R"({"state":"needs_attention"})", "400 bad_value /state"},
        {R"({"connector":"discord"})", "400 unknown_member /connector"},
        {R"({"url":"https://hooks.slack.com/services/T/B/x","settings":{"token":"x"}})", "400 bad_value /settings"},
        {R"({"url":"https://hooks.slack.com/services/T/B/x","settings":{}})", "400 bad_value /settings"},
        {R"({"url":"https://example.org/hush"})", "422 bad_channel /url"},
        {R"({"url":"https://discord.com/api/webhooks/1/hush"})", "422 bad_channel /url"},
        {R"({"settings":{"token":""}})", "422 bad_channel /settings"},
        {R"({"settings":{"webhook_id":"7"}})", "422 bad_channel /settings"},
        {R"({"settings":{"token":null}})", "400 bad_value /settings/token"},
    };
    for (const auto& [body, refusal] : bodies)
    {
        BOOST_TEST_CONTEXT(body)
        {
            const std::string_view text = body;
            BOOST_TEST(problem_thrown([&] { (void)changed(slack_channel(), text); }) == refusal);
        }
    }
}

BOOST_AUTO_TEST_CASE(only_a_url_or_settings_change_where_a_channel_leads)
{
    const auto read_change = [](std::string_view json) { return read_channel_change(body_of(json)); };
    const auto both = read_change(R"({"name":"New","state":"paused"})");
    BOOST_TEST(both.name.value() == "New");
    BOOST_TEST((both.state == multipost::channel_state::paused));
    BOOST_TEST(!both.changes_settings());
    BOOST_TEST(!read_change(R"({"settings":{}})").changes_settings());
    BOOST_TEST(read_change(R"({"settings":{"token":"x"}})").changes_settings());
    BOOST_TEST(read_change(R"({"url":"x"})").changes_settings());
}

BOOST_AUTO_TEST_SUITE_END()
