// SPDX-License-Identifier: BSL-1.0
#include "discord_reader.hpp"
#include "network_cases.hpp"

#include <boost/test/unit_test.hpp>

namespace connector_tests {
namespace {

using enum span_kind;
using enum multipost::connector::failure_class;
using multipost::connector::scope;

message_builder text(std::string_view text) { return message_builder().text(text); }

settings channel(std::string endpoint = "https://discord.com", std::string webhook_id = "1200000000000000000")
{
    return {{"endpoint", std::move(endpoint)}, {"webhook_id", std::move(webhook_id)}, {"token", "SeCrEt-1_23"}};
}

settings in_thread()
{
    auto s = channel();
    s["thread_id"] = "42";
    return s;
}

std::vector<url_case> taken_urls()
{
    return {
        {"https://discord.com/api/webhooks/1200000000000000000/SeCrEt-1_23", false, channel()},
        {"https://discord.com/api/webhooks/1200000000000000000/SeCrEt-1_23", true, channel()},
        {" <https://discord.com/api/webhooks/1200000000000000000/SeCrEt-1_23>\r\n", false, channel()},
        {"https://discord.com/api/v6/webhooks/1200000000000000000/SeCrEt-1_23", false, channel()},
        {"https://discord.com/api/v10/webhooks/1200000000000000000/SeCrEt-1_23/", false, channel()},
        {"https://discordapp.com/api/webhooks/1200000000000000000/SeCrEt-1_23", false, channel()},
        {"https://canary.discord.com/api/webhooks/1200000000000000000/SeCrEt-1_23", false, channel()},
        {"https://ptb.discordapp.com/api/webhooks/1200000000000000000/SeCrEt-1_23", false, channel()},
        {"https://discord.com/api/webhooks/1200000000000000000/SeCrEt-1_23/slack", false, channel()},
        {"https://discord.com/api/webhooks/1200000000000000000/SeCrEt-1_23/github?wait=true", false, channel()},
        {"https://discord.com/api/webhooks/1200000000000000000/SeCrEt-1_23?thread_id=42", false, in_thread()},
        {"discord://1200000000000000000/SeCrEt-1_23", false, channel()},
        {"discord://1200000000000000000/SeCrEt-1_23?thread_id=42", true, in_thread()},
        {"http://127.0.0.1:8090/api/webhooks/1/SeCrEt-1_23", true, channel("http://127.0.0.1:8090", "1")},
        {"https://[::1]:8443/api/v9/webhooks/1/SeCrEt-1_23", true, channel("https://[::1]:8443", "1")},
    };
}

std::vector<bad_url_case> bad_urls()
{
    return {
        {"https://discord.com/channels/1/2", false, "link to a channel"},
        {"https://discord.gg/abcdef", false, "invitation"},
        {"https://discord.com/developers/applications", false, "no webhook URL"},
        {"https://discord.com/api/webhooks/SeCrEt-1_23", false, "no number"},
        {"https://discord.com/api/webhooks/1200000000000000000", false, "token, is missing"},
        {"https://discord.com/api/webhooks/1200000000000000000/", false, "token, is missing"},
        {"https://discord.com/api/webhooks/1/SeCrEt-1_23/messages/2", false, "more parts"},
        {"http://discord.com/api/webhooks/1/SeCrEt-1_23", false, "begins with https://"},
        {"https://discord.com/api/webhooks/1/SeCrEt-1_23?thread_id=general", false, "\"thread_id\""},
        {"https://me@discord.com/api/webhooks/1/SeCrEt-1_23", false, "user name"},
        {"discord.com/api/webhooks/1/SeCrEt-1_23", false, "not a whole URL"},
        {"discord://SeCrEt-1_23", false, "no number"},
        {"https://chat.example/hooks/SeCrEt-1_23", true, "no webhook URL"},
        {"ftp://chat.example/api/webhooks/1/SeCrEt-1_23", true, "https:// or http://"},
        {"SeCrEt-1_23", true, "not a whole URL"},
        {"", true, "not a whole URL"},
    };
}

std::vector<text_case> texts()
{
    return {
        {"plain text is escaped where it would be read as something else",
         text("a & <b> @everyone **c** <!channel> <@1> <#1> <:a:1> <t:1> 1 < 2 -> 3"),
         "a & \\<b> @\u200Beveryone \\*\\*c\\*\\* \\<!channel> \\<@1> \\<#1> \\<:a:1> \\<t:1> 1 < 2 -> 3"},
        {"an empty text", text(""), ""},
        {"every mention of everybody", text("@here, @everyone; me@here.example"),
         "@\u200Bhere, @\u200Beveryone; me@\u200Bhere.example"},
        {"typed markers", text("snake_case _a_ __b__ ~c~ ~~d~~ | ||e|| `f` \\ [g](h) [i]"),
         "snake_case \\_a\\_ \\_\\_b\\_\\_ ~c~ \\~\\~d\\~\\~ | \\|\\|e\\|\\| \\`f\\` \\\\ \\[g](h) [i]"},
        {"lines that would be blocks", text("# a\n-# b\n> c\n>>> d\n- e\n+ f\n  12. g\n#h\n-i 1.5\n1.x"),
         "\\# a\n\\-# b\n\\> c\n\\>>> d\n\\- e\n\\+ f\n  12\\. g\n\\#h\n-i 1.5\n1.x"},
        {"an address is left as it is", text("https://x.example/a_b_*c*_(d)~~e~~?f=@everyone and_more_"),
         "https://x.example/a_b_*c*_(d)~~e~~?f=@everyone and_more\\_"},
        {"styles",
         text("")
             .styled(bold, "b")
             .text(" ")
             .styled(italic, "i")
             .text(" ")
             .styled(strike, "s")
             .text(" ")
             .styled(code, "c"),
         "**b** *i* ~~s~~ `c`"},
        {"one style inside of another", text("").open(bold).text("a ").styled(italic, "b").close().text("."),
         "**a *b***."},
        {"two styles on the same text", text("").open(bold).styled(italic, "x").close(), "***x***"},
        {"a style inside of the same style", text("").open(bold).text("a ").styled(bold, "b").close(), "**a b**"},
        {"a style inside of a word", text("un").styled(bold, "frigging").text("believable"),
         "un**frigging**believable"},
        {"two styles side by side", text("").styled(italic, "i").styled(bold, "b"), "*i*\u200B**b**"},
        {"a typed marker beside a style", text("*").styled(bold, "*b*").text("*"), "\\***\\*b\\***\\*"},
        {"typed characters that would join a marker", text("~").styled(strike, "s").text("~ a_").styled(bold, "b"),
         "\\~~~s~~\\~ a\\_**b**"},
        {"a style over two lines", text("").styled(bold, "a\nb"), "**a**\n**b**"},
        {"a style with white space at its ends", text("").styled(bold, " a ").text("b"), " **a** b"},
        {"an address in a style",
         text("").open(italic).styled(link, "https://x.example/*a*", "https://x.example/*a*").close(),
         "*https://x.example/%2Aa%2A*"},
        {"a link", text("see ").styled(link, "the_docs", "https://x.example/a_(b)?c=1&d").text("."),
         "see [the_docs](https://x.example/a_%28b%29?c=1&d)."},
        {"a link that is its own text", text("see ").styled(link, "https://x.example/", "https://x.example/").text("."),
         "see https://x.example/."},
        {"an address with text right after it",
         text("").styled(link, "https://x.example/", "https://x.example/").text("!"), "<https://x.example/>!"},
        {"an address with a mention right after it", text("https://x.example/<@1> https://x.example/.<@1>"),
         "<https://x.example/>\\<@1> <https://x.example/.>\\<@1>"},
        {"an address with a style right after it", text("https://x.example/").styled(bold, "b"),
         "<https://x.example/>**b**"},
        {"an address at the end of a sentence",
         text("(at https://x.example/). ").styled(link, "https://y.example/", "https://y.example/").text("\"."),
         "(at https://x.example/). https://y.example/\"."},
        {"a link whose address would end it", text("").styled(link, "x", "https://x.example/) [y](z)"),
         "[x](https://x.example/%29%20[y]%28z%29)"},
        {"a link with paired brackets in its text", text("").styled(link, "a [b]", "https://x.example/"),
         "[a [b]](https://x.example/)"},
        {"a link that Discord would not take for one", text("").styled(link, "a] b", "https://x.example/"),
         "a] b (<https://x.example/>)"},
        {"a link whose text is another address", text("").styled(link, "https://x.example", "https://y.example/"),
         "https://x.example (<https://y.example/>)"},
        {"a link to mail", text("").styled(link, "write", "mailto:a_b_@x.example"), "write (a\\_b\\_@x.example)"},
        {"a link to mail that is its own text", text("").styled(link, "a@x.example", "mailto:a@x.example"),
         "a@x.example"},
        {"a link that is a command", text("").styled(link, "x", "@everyone"), "x"},
        {"a link that is a script", text("").styled(link, "x", "javascript:alert(1)"), "x"},
        {"code needs no escapes", text("").styled(code, "a*b*\\c <@1>"), "`a*b*\\c <@1>`"},
        {"code with backticks", text("").styled(code, "`a`` b"), "``` `a`` b```"},
        {"a code block", text("a\n\n").styled(code_block, "*p = `x`;\n\n  y", "cpp").text("\n\nz"),
         "a\n\n```cpp\n*p = `x`;\n\n  y\n```\n\nz"},
        {"a code block with a fence in it", text("").styled(code_block, "```"), "```\n``\u200B`\n```"},
        {"a code block in no language", text("").styled(code_block, "x", "a b"), "```\nx\n```"},
        {"a quoted code block", text("").open(quote).styled(code_block, "a\nb").close(), "> ```\n> a\n> b\n> ```"},
        {"a quote", text("").styled(quote, "a\n\nb").text("\n\nc"), "> a\n> \n> b\n\nc"},
        {"headings",
         text("")
             .styled(heading, "a", {}, 1)
             .text("\n\n")
             .styled(heading, "b", {}, 3)
             .text("\n\n")
             .styled(heading, "c", {}, 4),
         "# a\n\n### b\n\n**c**"},
        {"a list",
         text("")
             .open(list_item)
             .text("a\n")
             .styled(list_item, "b", {}, 1)
             .close()
             .text("\n")
             .styled(list_item, "- c\n\nd")
             .text("\n")
             .styled(list_item, "e", {}, 12),
         "- a\n  1. b\n- \\- c\n\n  d\n12. e"},
        {"a quoted list", text("").open(quote).styled(list_item, "a").close(), "> - a"},
        {"a mention", text("").styled(mention, "@ann", "123").text(", ").styled(mention, "@ops", "&456"),
         "<@123>, <@&456>"},
        {"a mention of nobody Discord knows",
         text("").styled(mention, "@ann", "U123").text(" ").styled(mention, "@everyone", "everyone"),
         "@ann @\u200Beveryone"},
        {"a title and a link", text("text").title("Title").link("https://x.example/"),
         "## Title\n\ntext\n\nhttps://x.example/"},
    };
}

std::string error(int code) { return "{\"message\": \"Discord's words\", \"code\": " + std::to_string(code) + '}'; }

std::vector<answer_case> answers()
{
    std::vector<answer_case> cases;
    for (const int code : {10003, 10004, 10015, 10016})
        cases.push_back({answer(404, error(code)), channel_dead, std::to_string(code)});
    for (const int code : {50001, 50013})
        cases.push_back({answer(403, error(code)), channel_dead, std::to_string(code)});
    cases.push_back({answer(401, error(50027)), channel_dead, "50027"});
    for (const int code : {40001, 50014}) cases.push_back({answer(401, error(code)), auth, std::to_string(code)});
    for (const int code : {40058, 40067, 50008, 50024, 50041, 50083, 160005, 220001, 220002, 220003, 220004})
        cases.push_back({answer(400, error(code)), channel_dead, std::to_string(code)});
    for (const int code :
         {10008, 20009, 30015, 40005, 50006, 50035, 50045, 50046, 50109, 200000, 200001, 240000, 400001})
        cases.push_back({answer(400, error(code)), message_rejected, std::to_string(code)});
    for (const int code : {40004, 40006, 130000})
        cases.push_back({answer(503, error(code)), transient, std::to_string(code)});
    for (const int code : {20016, 20028, 20029, 40062})
        cases.push_back(
            {answer(429, "{\"message\": \"slow\", \"retry_after\": 2.5, \"code\": " + std::to_string(code) + '}'),
             rate_limited, std::to_string(code), 2'500});

    const std::vector<answer_case> others{
        {answer(429, "{\"message\": \"You are being rate limited.\", \"retry_after\": 0.3337, \"global\": false}",
                {{"retry-after", "1"}, {"x-ratelimit-scope", "user"}}),
         rate_limited, "rate_limited", 334},
        {answer(429,
                "{\"message\": \"The resource is being rate limited.\", \"retry_after\": 1336.57, \"global\": false}",
                {{"x-ratelimit-scope", "shared"}}),
         rate_limited, "rate_limited", 1'336'570},
        {answer(429, "{\"message\": \"You are being rate limited.\", \"retry_after\": 65, \"global\": true}"),
         rate_limited, "rate_limited", 65'000, scope::origin},
        {answer(429, "{\"retry_after\": 64.57}", {{"x-ratelimit-scope", "global"}}), rate_limited, "rate_limited",
         64'570, scope::origin},
        {answer(429, "{\"retry_after\": -1}", {{"retry-after", "7"}}), rate_limited, "rate_limited", 7'000},
        {answer(429, "{\"retry_after\": 1e300}"), rate_limited, "rate_limited", 86'400'000},
        {answer(429, "{\"retry_after\": \"soon\"}"), rate_limited, "rate_limited"},
        {answer(429, error(10015)), rate_limited, "rate_limited"},
        // A ban by Cloudflare is a page, for this whole address.
        {answer(429, "<!doctype html>", {{"retry-after", "3600"}}), rate_limited, "blocked", 3'600'000, scope::origin},
        {answer(403, "\n<html>Sorry, you have been blocked</html>"), rate_limited, "blocked", 600'000, scope::origin},
        {answer(403, error(40333)), rate_limited, "40333", 600'000, scope::origin},
        {answer(404, "{\"message\": \"404: Not Found\", \"code\": 0}"), channel_dead, "webhook_refused"},
        {answer(401, "{\"message\": \"401: Unauthorized\", \"code\": 0}"), channel_dead, "webhook_refused"},
        {answer(405, "{\"message\": \"405: Method Not Allowed\", \"code\": 0}"), channel_dead, "webhook_refused"},
        {answer(400, error(12345)), message_rejected, "message_refused"},
        {answer(301, ""), channel_dead, "redirected"},
        {answer(303, ""), unconfirmed, "unexpected_answer"},
        {answer(408, ""), unconfirmed, "unexpected_answer"},
        {answer(425, ""), unconfirmed, "unexpected_answer"},
        {answer(204, ""), unconfirmed, "no_message"},
        {answer(502, "<html>502 Bad Gateway</html>"), unconfirmed, "server_error"},
        {answer(500, "{\"message\": \"500: Internal Server Error\", \"code\": 0}"), unconfirmed, "server_error"},
        {answer(200, error(10015)), unconfirmed, "unexpected_answer"},
        {answer(200, "<html>Sign in</html>"), unconfirmed, "unexpected_answer"},
    };
    cases.insert(cases.end(), others.begin(), others.end());
    return cases;
}

} // namespace

const network_cases& discord_cases()
{
    static const network_cases cases{
        connector_under_test(DISCORD_PLUGIN),
        "discord",
        PLUGINS_SOURCE "/discord/README.md",
        channel(),
        {"SeCrEt-1_23"},
        answer(200, "{\"id\": \"1300000000000000000\", \"channel_id\": \"5\", \"content\": \"hello **world**\"}"),
        answer(200, "{\"id\": \"1200000000000000000\", \"channel_id\": \"5\", \"token\": \"SeCrEt-1_23\"}"),
        taken_urls(),
        bad_urls(),
        {"https://hooks.slack.com/services/T/B/X", "https://example.org/discord.com/api/webhooks/1/x", "no URL at all",
         "", "https://notdiscord.com/api/webhooks/1/x", "mailto:a@discord.com"},
        texts(),
        answers(),
        &read_as_discord,
    };
    return cases;
}

BOOST_AUTO_TEST_SUITE(discord)

BOOST_AUTO_TEST_CASE(posts_json_to_version_10_and_waits_for_the_message)
{
    const auto& c = discord_cases();
    const auto in = text("a\n\"b\"").styled(bold, "c");
    const auto sent = c.connector.run(MP_DELIVER, c.channel, in.message(), {c.accepted});
    const auto& request = sent.requests.at(0);
    BOOST_TEST(request.method == "POST");
    BOOST_TEST(request.url == "https://discord.com/api/v10/webhooks/1200000000000000000/SeCrEt-1_23?wait=true");
    BOOST_TEST(request.header("Content-Type") == "application/json");
    BOOST_TEST(request.header("User-Agent").starts_with("DiscordBot (https://"));
    BOOST_TEST(request.body == "{\"content\":\"a\\n\\\"b\\\"**c**\",\"allowed_mentions\":{\"parse\":[]}}");
    BOOST_REQUIRE(sent.done() != nullptr);
    BOOST_TEST(sent.done()->remote_id == "1300000000000000000");
    BOOST_TEST(sent.done()->permalink == "");
    BOOST_TEST(sent.done()->pause_ms == 0);
}

BOOST_AUTO_TEST_CASE(posts_into_a_thread)
{
    const auto& c = discord_cases();
    const auto sent = c.connector.run(MP_DELIVER, in_thread(), text("a").message(), {});
    BOOST_TEST(sent.requests.at(0).url ==
               "https://discord.com/api/v10/webhooks/1200000000000000000/SeCrEt-1_23?wait=true&thread_id=42");
}

BOOST_AUTO_TEST_CASE(a_check_asks_for_the_webhook)
{
    const auto& c = discord_cases();
    const auto asked = c.connector.run(MP_CHECK, c.channel, {}, {answer(404, error(10015))});
    BOOST_TEST(asked.requests.at(0).method == "GET");
    BOOST_TEST(asked.requests.at(0).url == "https://discord.com/api/v10/webhooks/1200000000000000000/SeCrEt-1_23");
    BOOST_TEST(asked.requests.at(0).header("User-Agent").starts_with("DiscordBot (https://"));
    BOOST_REQUIRE(asked.failed() != nullptr);
    BOOST_TEST(asked.failed()->code == "10015");
}

BOOST_AUTO_TEST_CASE(notifies_whom_the_author_asked_for_and_nobody_else)
{
    const auto& c = discord_cases();
    const auto in = text("<@9> @everyone ")
                        .styled(mention, "@ann", "123")
                        .styled(mention, "@ann", "123")
                        .styled(mention, "@bob", "124")
                        .styled(mention, "@ops", "&456");
    const auto sent = c.connector.run(MP_DELIVER, c.channel, in.message(), {});
    BOOST_TEST(sent.requests.at(0).body ==
               "{\"content\":\"\\\\<@9> @\u200Beveryone <@123><@123><@124><@&456>\","
               "\"allowed_mentions\":{\"parse\":[],\"users\":[\"123\",\"124\"],\"roles\":[\"456\"]}}");
}

BOOST_AUTO_TEST_CASE(no_more_than_a_hundred_are_notified)
{
    const auto& c = discord_cases();
    message_builder in;
    for (int id = 1000; id != 1150; ++id) in.styled(mention, "@x", std::to_string(id));
    const auto sent = c.connector.run(MP_DELIVER, c.channel, in.message(), {});
    const auto& body = sent.requests.at(0).body;
    BOOST_TEST(body.find("\"1099\"") != std::string::npos);
    BOOST_TEST(body.find("\"1100\"") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_message_of_a_known_server_has_a_link)
{
    const auto& c = discord_cases();
    const auto r = answer(200, "{\"id\": \"3\", \"channel_id\": \"2\", \"guild_id\": \"1\"}");
    const auto sent = c.connector.run(MP_DELIVER, c.channel, text("a").message(), {r});
    BOOST_REQUIRE(sent.done() != nullptr);
    BOOST_TEST(sent.done()->permalink == "https://discord.com/channels/1/2/3");
}

BOOST_AUTO_TEST_CASE(rests_when_nothing_remains_of_the_limit)
{
    const auto& c = discord_cases();
    const auto pause = [&](std::string remaining, std::string reset_after) {
        auto r = c.accepted;
        r.headers = {{"x-ratelimit-remaining", std::move(remaining)},
                     {"x-ratelimit-reset-after", std::move(reset_after)}};
        return c.connector.run(MP_DELIVER, c.channel, text("a").message(), {r}).done()->pause_ms;
    };
    BOOST_TEST(pause("4", "2.000") == 0);
    BOOST_TEST(pause("0", "0.3701") == 371);
    BOOST_TEST(pause("0", "2") == 2'000);
    BOOST_TEST(pause("0", "1e300") == 86'400'000);
    BOOST_TEST(pause("0", "-1") == 0);
    BOOST_TEST(pause("0", "nan") == 0);
    BOOST_TEST(pause("0", "soon") == 0);
    BOOST_TEST(pause("0", "") == 0);
}

BOOST_AUTO_TEST_CASE(an_answer_without_a_documented_number_is_told_by_its_status)
{
    const auto& c = discord_cases();
    const auto what = [&](response r) {
        return c.connector.run(MP_DELIVER, c.channel, text("a").message(), {std::move(r)}).failed()->what;
    };
    BOOST_TEST(what(answer(401, "{}")) ==
               "Discord refused the webhook without a reason it documents (HTTP status 401).");
    BOOST_TEST(what(answer(401, error(50027))) == "The token of the webhook is wrong.");
}

BOOST_AUTO_TEST_CASE(discords_own_words_are_quoted)
{
    const auto& c = discord_cases();
    const auto words = [&](response r) {
        return c.connector.run(MP_DELIVER, c.channel, text("a").message(), {std::move(r)}).failed()->remote_words;
    };
    BOOST_TEST(words(answer(404, error(10015))) == "Discord's words");
    BOOST_TEST(words(answer(502, "<html>Bad Gateway</html>")) == "");
    BOOST_TEST(words(answer(400, R"({"code": 50035, "message": "Invalid Form Body", "errors": {"content": {"_errors": [
        {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}]}}})")) ==
               "Invalid Form Body Must be 2000 or fewer in length.");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace connector_tests
