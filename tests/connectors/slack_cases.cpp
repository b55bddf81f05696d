// SPDX-License-Identifier: BSL-1.0
#include "network_cases.hpp"
#include "slack_reader.hpp"

#include <boost/test/unit_test.hpp>

namespace connector_tests {
namespace {

using enum span_kind;
using enum multipost::connector::failure_class;

message_builder text(std::string_view text) { return message_builder().text(text); }

settings channel(std::string endpoint, std::string token)
{
    return {{"endpoint", std::move(endpoint)}, {"token", std::move(token)}};
}

std::vector<url_case> taken_urls()
{
    const auto hook = channel("https://hooks.slack.com/services/T00/B00", "SeCrEt123");
    return {
        {"https://hooks.slack.com/services/T00/B00/SeCrEt123", false, hook},
        {"https://hooks.slack.com/services/T00/B00/SeCrEt123", true, hook},
        {"  <https://hooks.slack.com/services/T00/B00/SeCrEt123>\n", false, hook},
        {"https://hooks.slack.com/services/T00/B00/SeCrEt123/", false, hook},
        {"HTTPS://Hooks.Slack.com/services/T00/B00/SeCrEt123", false, hook},
        {"https://hooks.slack.com:443/services/T00/B00/SeCrEt123", false, hook},
        {"https://hooks.slack.com:/services/T00/B00/SeCrEt123", true, hook},
        {"slack://T00/B00/SeCrEt123", false, hook},
        {"slack://T00/B00/SeCrEt123", true, hook},
        {"https://hooks.slack.com/T00/B00/SeCrEt123", false, channel("https://hooks.slack.com/T00/B00", "SeCrEt123")},
        {"https://hooks.slack-gov.com/services/T00/B00/SeCrEt123", false,
         channel("https://hooks.slack-gov.com/services/T00/B00", "SeCrEt123")},
        {"http://127.0.0.1:8090/services/T1/B1/SeCrEt123", true,
         channel("http://127.0.0.1:8090/services/T1/B1", "SeCrEt123")},
        {"https://[::1]:8443/SeCrEt123", true, channel("https://[::1]:8443", "SeCrEt123")},
        {"http://[::1]:80/SeCrEt123", true, channel("http://[::1]", "SeCrEt123")},
        {"https://chat.example:443/hooks/SeCrEt123", true, channel("https://chat.example/hooks", "SeCrEt123")},
        {"https://chat.example/hooks/SeCrEt123", true, channel("https://chat.example/hooks", "SeCrEt123")},
    };
}

std::vector<bad_url_case> bad_urls()
{
    return {
        {"https://myteam.slack.com/archives/C024BE91L/p1355517523000008", false, "link to a channel"},
        {"https://app.slack.com/client/T00/C00", false, "link to a channel"},
        {"https://api.slack.com/apps", false, "a page of Slack"},
        {"https://hooks.slack.com/workflows/T00/A00/1/SeCrEt123", false, "workflow"},
        {"https://hooks.slack.com/triggers/T00/1/SeCrEt123", false, "workflow"},
        {"https://hooks.slack.com/services/T00/B00", false, "token, is missing"},
        {"https://hooks.slack.com/services/T00/B00/", false, "token, is missing"},
        {"https://hooks.slack.com", false, "token, is missing"},
        {"https://hooks.slack.com/services/T00/B00/SeCrEt123/more", false, "more parts"},
        {"http://hooks.slack.com/services/T00/B00/SeCrEt123", false, "begins with https://"},
        {"http://hooks.slack.com/services/T00/B00/SeCrEt123", true, "begins with https://"},
        {"https://hooks.slack.com:8443/services/T00/B00/SeCrEt123", false, "no port"},
        {"https://hooks.slack.com:80/services/T00/B00/SeCrEt123", true, "no port"},
        {"https://hooks.slack.com/services/T00/B00/SeCrEt123?x=1", false, "\"?\""},
        {"https://me@hooks.slack.com/services/T00/B00/SeCrEt123", false, "user name"},
        {"hooks.slack.com/services/T00/B00/SeCrEt123", false, "not a whole URL"},
        {"slack://T00/SeCrEt123", false, "short form"},
        {"ftp://chat.example/SeCrEt123", true, "https:// or http://"},
        {"https://chat.example/", true, "token, is missing"},
        {"SeCrEt123", true, "not a whole URL"},
        {"", true, "not a whole URL"},
    };
}

std::vector<text_case> texts()
{
    // U+00AD keeps a typed marker from being one, U+200B lets a marker be one inside of a word.
    return {
        {"plain text is escaped and otherwise left alone", text("a & <b> @everyone *c* <!channel> > d"),
         "a &amp; &lt;b&gt; @everyone *c* &lt;!channel&gt; &gt; d"},
        {"an empty text", text(""), ""},
        {"styles",
         text("")
             .styled(bold, "b")
             .text(" ")
             .styled(italic, "i")
             .text(" ")
             .styled(strike, "s")
             .text(" ")
             .styled(code, "c"),
         "*b* _i_ ~s~ `c`"},
        {"one style inside of another", text("").open(bold).text("a ").styled(italic, "b").close().text("."),
         "*a _b_*."},
        {"two styles on the same text", text("").open(bold).styled(italic, "x").close(), "*_x_*"},
        {"a style inside of the same style", text("").open(bold).text("a ").styled(bold, "b").close(), "*a b*"},
        {"a style inside of a word", text("un").styled(bold, "frigging").text("believable"),
         "un\u200B*frigging*\u200Bbelievable"},
        {"two styles side by side", text("").styled(bold, "b").styled(italic, "i"), "*b*\u200B\u200B_i_"},
        {"a style beside punctuation", text("(").styled(bold, "b").text("), ").styled(italic, "i").text("!"),
         "(*b*), _i_!"},
        {"a style over two lines", text("").styled(bold, "a\nb"), "*a*\n*b*"},
        {"a style with white space at its ends", text("").styled(bold, " a ").text("b"), " *a* b"},
        {"typed markers that would format", text("*a* _b_ ~c~ `d` ").styled(bold, "e"),
         "\u00AD*a* \u00AD_b_ \u00AD~c~ \u00AD`d` *e*"},
        {"typed markers that would not", text("snake_case 2*3 ~ 5` * ").styled(link, "x", "https://x.example/"),
         "snake_case 2*3 ~ 5` * <https://x.example/|x>"},
        {"a typed marker before a style of the same kind", text("*note ").styled(bold, "b"), "\u00AD*note *b*"},
        {"a typed marker that would end a style", text("").styled(bold, "a* b"), "*a*\u00AD b*"},
        {"a typed code block", text("```x``` ").styled(bold, "b"), "\u00AD`\u00AD`\u00AD`x`\u00AD`` *b*"},
        {"the begin of a typed code block", text("```x").styled(bold, "b"), "\u00AD``\u200B`x\u200B*b*"},
        {"a typed quote", text("> a\n").styled(bold, "b"), "\u00AD&gt; a\n*b*"},
        {"an address in a message with markup", text("https://x.example/_a_*b*?c=1&d ").styled(bold, "b"),
         "https://x.example/_a_*b*?c=1&amp;d *b*"},
        {"a link", text("see ").styled(link, "the <docs>", "https://x.example/?a=1&b=2").text("."),
         "see <https://x.example/?a=1&amp;b=2|the &lt;docs&gt;>."},
        {"a link that is its own text", text("").styled(link, "https://x.example/", "https://x.example/"),
         "<https://x.example/>"},
        {"a link whose address would end it", text("").styled(link, "x", "https://x.example/a|b>c d<"),
         "<https://x.example/a%7Cb%3Ec%20d%3C|x>"},
        {"a link to mail", text("").styled(link, "write", "mailto:a@x.example"), "<mailto:a@x.example|write>"},
        {"a link that is a command", text("").styled(link, "x", "!channel"), "x"},
        {"a link that is a script", text("").styled(link, "x", "javascript:alert(1)"), "x"},
        {"a link in a style", text("").open(link, "https://x.example/").styled(bold, "x").close(),
         "*<https://x.example/|x>*"},
        {"a link with a style in its text",
         text("").open(link, "https://x.example/").text("a ").styled(bold, "b").close(), "<https://x.example/|a b>"},
        {"code is escaped and keeps its markers", text("").styled(code, "a<b> *c* & _d_"),
         "`a&lt;b&gt; *c* &amp; _d_`"},
        {"code with a backtick cannot be written", text("").styled(code, "a`b"), "a`b"},
        {"a code block", text("a\n\n").styled(code_block, "if (a<b)\n\n  *p = `x`;", "cpp").text("\n\nz"),
         "a\n\n```\nif (a&lt;b)\n\n  *p = `x`;\n```\n\nz"},
        {"a code block with a fence in it", text("").styled(code_block, "```"), "```\n``\u200B`\n```"},
        {"a quote", text("").styled(quote, "a\n\nb").text("\n\nc"), "> a\n> \n> b\n\nc"},
        {"a heading is bold", text("").styled(heading, "Title", {}, 1).text("\n\ntext"), "*Title*\n\ntext"},
        {"a heading with bold in it", text("").open(heading, {}, 2).text("a ").styled(bold, "b").close(), "*a b*"},
        {"a list",
         text("")
             .open(list_item)
             .text("a\n")
             .styled(list_item, "b", {}, 1)
             .close()
             .text("\n")
             .styled(list_item, "c\n\nd")
             .text("\n")
             .styled(list_item, "e", {}, 12),
         "• a\n    1. b\n• c\n\n    d\n12. e"},
        {"a quoted list", text("").open(quote).styled(list_item, "a").close(), "> • a"},
        {"a mention", text("").styled(mention, "@ann", "U123ABC").text(", ").styled(mention, "all", "!here"),
         "<@U123ABC>, <!here>"},
        {"a mention of a group", text("").styled(mention, "@ops", "S0614TZR7"), "<!subteam^S0614TZR7>"},
        {"a mention of nobody Slack knows",
         text("").styled(mention, "@ann", "U1> <!channel").text(" ").styled(mention, "@all", "!nobody"), "@ann @all"},
        {"a title and a link", text("text").title("Title").link("https://x.example/"),
         "*Title*\n\ntext\n\n<https://x.example/>"},
        {"a link that is in the text already", text("at https://x.example/").link("https://x.example/"),
         "at https://x.example/"},
    };
}

std::vector<answer_case> answers()
{
    return {
        {answer(400, "invalid_payload"), message_rejected, "invalid_payload"},
        {answer(400, "no_text"), message_rejected, "no_text"},
        {answer(400, "too_many_attachments"), message_rejected, "too_many_attachments"},
        {answer(400, "user_not_found"), channel_dead, "user_not_found"},
        {answer(400, "no_team"), channel_dead, "no_team"},
        {answer(403, "action_prohibited"), channel_dead, "action_prohibited"},
        {answer(403, "invalid_token"), channel_dead, "invalid_token"},
        {answer(403, "posting_to_general_channel_denied"), channel_dead, "posting_to_general_channel_denied"},
        {answer(403, "team_disabled"), channel_dead, "team_disabled"},
        {answer(404, "channel_not_found"), channel_dead, "channel_not_found"},
        {answer(404, "no_active_hooks"), channel_dead, "no_active_hooks"},
        {answer(404, "no_service"), channel_dead, "no_service"},
        {answer(404, "no_service_id\n"), channel_dead, "no_service_id"},
        {answer(410, "channel_is_archived"), channel_dead, "channel_is_archived"},
        {answer(500, "rollup_error"), transient, "rollup_error"},
        // The body counts first: Slack does not say which status goes with most of them.
        {answer(500, "no_service"), channel_dead, "no_service"},
        {answer(429, "rate_limited", {{"retry-after", "30"}}), rate_limited, "rate_limited", 30'000},
        {answer(429, "no_service"), rate_limited, "rate_limited"},
        {answer(404, "<html>"), channel_dead, "webhook_refused"},
        {answer(418, "teapot"), message_rejected, "message_refused"},
        {answer(302, ""), channel_dead, "redirected"},
        {answer(303, ""), unconfirmed, "unexpected_answer"},
        {answer(408, ""), unconfirmed, "unexpected_answer"},
        {answer(425, ""), unconfirmed, "unexpected_answer"},
        {answer(500, "fatal_error"), unconfirmed, "server_error"},
        {answer(503, "upstream connect error"), unconfirmed, "server_error"},
        {answer(200, "<html>Sign in</html>"), unconfirmed, "unexpected_answer"},
        {answer(200, "no_service"), unconfirmed, "unexpected_answer"},
        {answer(204, "ok"), unconfirmed, "unexpected_answer"},
    };
}

std::string read_with_markup(std::string_view rendered) { return read_as_slack(rendered, true); }

} // namespace

const network_cases& slack_cases()
{
    static const network_cases cases{
        connector_under_test(SLACK_PLUGIN),
        "slack",
        PLUGINS_SOURCE "/slack/README.md",
        channel("https://hooks.slack.com/services/T00/B00", "SeCrEt123"),
        {"SeCrEt123"},
        answer(200, "ok"),
        answer(400, "no_text"),
        taken_urls(),
        bad_urls(),
        {"https://discord.com/api/webhooks/1/x", "https://example.org/hooks.slack.com/services/T/B/X", "no URL at all",
         "", "https://notslack.com/services/T/B/X", "mailto:a@slack.com"},
        texts(),
        answers(),
        &read_with_markup,
    };
    return cases;
}

BOOST_AUTO_TEST_SUITE(slack)

BOOST_AUTO_TEST_CASE(posts_json_to_the_webhook)
{
    const auto& c = slack_cases();
    const auto in = text("a\n\"b\"").styled(bold, "c");
    const auto sent = c.connector.run(MP_DELIVER, c.channel, in.message(), {c.accepted});
    BOOST_TEST(sent.requests.at(0).method == "POST");
    BOOST_TEST(sent.requests.at(0).url == "https://hooks.slack.com/services/T00/B00/SeCrEt123");
    BOOST_TEST(sent.requests.at(0).header("Content-Type") == "application/json");
    BOOST_TEST(sent.requests.at(0).body == "{\"text\":\"a\\n\\\"b\\\"*c*\"}");
    BOOST_REQUIRE(sent.done() != nullptr);
    BOOST_TEST(sent.done()->remote_id == "");
}

BOOST_AUTO_TEST_CASE(text_without_markup_is_sent_as_such)
{
    const auto& c = slack_cases();
    const auto in = text("*a*");
    const auto sent = c.connector.run(MP_DELIVER, c.channel, in.message(), {});
    BOOST_TEST(sent.requests.at(0).body == "{\"text\":\"*a*\",\"mrkdwn\":false}");
    BOOST_TEST(read_as_slack(c.connector.render(in.message()), false) == "*a*");
}

BOOST_AUTO_TEST_CASE(a_check_asks_with_a_message_that_slack_cannot_post)
{
    const auto& c = slack_cases();
    const auto asked = c.connector.run(MP_CHECK, c.channel, {}, {answer(404, "no_service")});
    BOOST_TEST(asked.requests.at(0).body == "{\"text\":\"\"}");
    BOOST_REQUIRE(asked.failed() != nullptr);
    BOOST_TEST(asked.failed()->code == "no_service");
}

BOOST_AUTO_TEST_CASE(a_webhook_url_may_end_in_a_slash)
{
    const auto& c = slack_cases();
    const auto sent = c.connector.run(MP_DELIVER, channel("http://127.0.0.1:8090/", "x"), text("a").message(), {});
    BOOST_TEST(sent.requests.at(0).url == "http://127.0.0.1:8090/x");
}

BOOST_AUTO_TEST_CASE(an_answer_without_a_documented_word_is_told_by_its_status)
{
    const auto& c = slack_cases();
    const auto what = [&](response r) {
        return c.connector.run(MP_DELIVER, c.channel, text("a").message(), {std::move(r)}).failed()->what;
    };
    BOOST_TEST(what(answer(403, "?")) == "Slack refused the webhook without a reason it documents (HTTP status 403).");
    BOOST_TEST(what(answer(403, "invalid_token")) == "Slack does not know this webhook's token.");
}

BOOST_AUTO_TEST_CASE(slacks_own_words_are_quoted_when_they_are_words)
{
    const auto& c = slack_cases();
    const auto words = [&](response r) {
        return c.connector.run(MP_DELIVER, c.channel, text("a").message(), {std::move(r)}).failed()->remote_words;
    };
    BOOST_TEST(words(answer(404, "no_service\n")) == "no_service");
    BOOST_TEST(words(answer(400, "invalid_blocks")) == "invalid_blocks");
    BOOST_TEST(words(answer(503, "<html>...</html>")) == "");
    BOOST_TEST(words(answer(503, "\xFF")) == "");
    BOOST_TEST(words(answer(503, std::string(5000, 'x'))) == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace connector_tests
