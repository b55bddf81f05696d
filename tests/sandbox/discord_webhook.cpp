// SPDX-License-Identifier: BSL-1.0
#include "sandbox/discord_webhook.hpp"

#include "requests.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace sandbox_test;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

const std::string webhook = "/api/v10/webhooks/1/secret";

struct fixture
{
    sandbox::ledger published;
    sandbox::discord_webhook discord{published, false};

    sandbox::response ask(std::string_view method, std::string_view target, std::string_view body = {})
    {
        return discord.answer(request_to(method, target, body));
    }

    sandbox::response post(std::string_view body) { return ask("POST", webhook + "?wait=true", body); }
};

std::string repeated(std::string_view part, std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += part;
    return out;
}

std::string array_of(std::size_t count, std::string_view element)
{
    auto list = repeated(std::string{element} + ",", count);
    list.pop_back();
    return "[" + list + "]";
}

std::int64_t code_in(const sandbox::response& r) { return json::parse(r.body).at("code").as_int64(); }

} // namespace

BOOST_FIXTURE_TEST_SUITE(discord_webhook, fixture)

BOOST_AUTO_TEST_CASE(with_wait_the_message_object_is_answered)
{
    const auto answer = post(R"({"content":"hello","username":"bot"})");

    BOOST_TEST(answer.status == 200U);
    const auto message = json::parse(answer.body);
    const auto entry = published.published().at(0);
    BOOST_TEST(message.at("id").as_string() == entry.id);
    BOOST_TEST(message.at("content").as_string() == "hello");
    BOOST_TEST(message.at("webhook_id").as_string() == "1");
    BOOST_TEST(message.at("channel_id").as_string() == "1000000000000000001");
    BOOST_TEST(message.at("author").at("username").as_string() == "bot");
    BOOST_TEST(message.at("timestamp").as_string() == "2026-11-22T09:05:00.000Z");
    BOOST_TEST(entry.network == "discord");
    BOOST_TEST(entry.channel == "1");
    BOOST_TEST(entry.text == "hello");
    BOOST_TEST((std::stoull(entry.id) >> 22U) + 1'420'070'400'000U == 1'795'338'300'000U);
}

BOOST_AUTO_TEST_CASE(without_wait_there_is_nothing_to_read_in_the_answer)
{
    for (const auto* query : {"", "?wait=false", "?wait=0"})
    {
        const auto answer = ask("POST", webhook + query, R"({"content":"hello"})");
        BOOST_TEST(answer.status == 204U);
        BOOST_TEST(answer.body.empty());
    }
    BOOST_TEST(published.published().size() == 3U);
}

BOOST_AUTO_TEST_CASE(every_form_of_the_address_reaches_the_same_webhook)
{
    for (const auto* address : {"/api/webhooks/1/secret", "/api/v6/webhooks/1/secret", "/api/v10/webhooks/1/secret"})
        BOOST_TEST(ask("POST", address, R"({"content":"a"})").status == 204U);
    const auto unknown_version = ask("POST", "/api/v99/webhooks/1/secret", R"({"content":"a"})");
    BOOST_TEST(unknown_version.status == 400U);
    BOOST_TEST(code_in(unknown_version) == 50041);
    for (const auto* other : {"/api/webhooks/1", "/api/vx/webhooks/1/x", "/api/webhooks/1/x/slack", "/services/T/B/x"})
        BOOST_TEST(!discord.token_of(request_to("POST", other)), other);
}

BOOST_AUTO_TEST_CASE(a_field_that_is_wrong_is_refused_with_50035_and_its_place)
{
    const auto title = [](std::size_t size) { return R"({"title":")" + repeated("x", size) + R"("})"; };
    const struct
    {
        std::string body;
        std::string_view place; // JSON pointer into "errors"
        std::string_view code;
    } cases[] = {
        {R"({"content":")" + repeated("é", 2001) + R"("})", "/content", "BASE_TYPE_MAX_LENGTH"},
        {R"({"content":7})", "/content", "BASE_TYPE_BAD_TYPE"},
        {R"({"content":"a","username":""})", "/username", "BASE_TYPE_BAD_LENGTH"},
        {R"({"content":"a","username":")" + repeated("u", 81) + R"("})", "/username", "BASE_TYPE_MAX_LENGTH"},
        {R"({"content":"a","avatar_url":")" + repeated("u", 2049) + R"("})", "/avatar_url", "BASE_TYPE_MAX_LENGTH"},
        {R"({"content":"a","thread_name":")" + repeated("u", 101) + R"("})", "/thread_name", "BASE_TYPE_MAX_LENGTH"},
        {R"({"content":"a","applied_tags":)" + array_of(6, "\"1\"") + "}", "/applied_tags", "BASE_TYPE_MAX_LENGTH"},
        {R"({"content":"a","attachments":)" + array_of(11, "{}") + "}", "/attachments", "BASE_TYPE_MAX_LENGTH"},
        {R"({"embeds":)" + array_of(11, "{}") + "}", "/embeds", "BASE_TYPE_MAX_LENGTH"},
        {R"({"embeds":7})", "/embeds", "LIST_TYPE_CONVERT"},
        {R"({"embeds":[7]})", "/embeds/0", "MODEL_TYPE_CONVERT"},
        {R"({"embeds":[{},)" + title(257) + "]}", "/embeds/1/title", "BASE_TYPE_MAX_LENGTH"},
        {R"({"embeds":[{"description":")" + repeated("x", 4097) + R"("}]})", "/embeds/0/description",
         "BASE_TYPE_MAX_LENGTH"},
        {R"({"embeds":[{"fields":)" + array_of(26, "{}") + "}]}", "/embeds/0/fields", "BASE_TYPE_MAX_LENGTH"},
        {R"({"embeds":[{"fields":[{"name":")" + repeated("x", 257) + R"("}]}]})", "/embeds/0/fields/0/name",
         "BASE_TYPE_MAX_LENGTH"},
        {R"({"embeds":[{"footer":{"text":")" + repeated("x", 2049) + R"("}}]})", "/embeds/0/footer/text",
         "BASE_TYPE_MAX_LENGTH"},
        {R"({"embeds":)" + array_of(2, R"({"description":")" + repeated("x", 3001) + R"("})") + "}", "/embeds",
         "MAX_EMBED_SIZE_EXCEEDED"},
        {R"({"content":"a","allowed_mentions":{"parse":["all"]}})", "/allowed_mentions/parse/0", "BASE_TYPE_CHOICES"},
        {R"({"content":"a","allowed_mentions":{"parse":["users"],"users":["1"]}})", "/allowed_mentions",
         "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
        {R"({"content":"a","allowed_mentions":{"roles":)" + array_of(101, "\"1\"") + "}}", "/allowed_mentions/roles",
         "BASE_TYPE_MAX_LENGTH"},
    };
    for (const auto& c : cases) BOOST_TEST_CONTEXT(c.place << " " << c.code)
        {
            const auto answer = post(c.body);
            BOOST_TEST(answer.status == 400U);
            BOOST_TEST(code_in(answer) == 50035);
            json::error_code error;
            const auto answered = json::parse(answer.body);
            const auto* errors = answered.at("errors").find_pointer(std::string{c.place} + "/_errors/0/code", error);
            BOOST_REQUIRE_MESSAGE(errors, answer.body);
            BOOST_TEST(errors->as_string() == c.code);
        }
    BOOST_TEST(published.published().empty());
}

BOOST_AUTO_TEST_CASE(two_thousand_code_points_pass)
{
    BOOST_TEST(post(R"({"content":")" + repeated("👩", 2000) + R"("})").status == 200U);
}

BOOST_AUTO_TEST_CASE(a_message_with_nothing_to_read_is_refused)
{
    for (const auto* body : {"{}", R"({"content":""})", R"({"content":" \n"})", R"({"content":null,"embeds":[]})"})
    {
        const auto answer = post(body);
        BOOST_TEST(answer.status == 400U);
        BOOST_TEST(code_in(answer) == 50006);
    }
    BOOST_TEST(post(R"({"embeds":[{"title":"a"}]})").status == 200U);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_no_message_is_refused)
{
    BOOST_TEST(code_in(post("{")) == 50109);
    BOOST_TEST(code_in(post("[]")) == 50109);
    const auto text = discord.answer(request_to("POST", webhook, R"({"content":"a"})", "text/plain"));
    BOOST_TEST(text.status == 400U);
    BOOST_TEST(code_in(text) == 50035);
    const auto form = discord.answer(request_to("POST", webhook, "content=a+b", "application/x-www-form-urlencoded"));
    BOOST_TEST(form.status == 204U);
    BOOST_TEST(published.published().at(0).text == "a b");
}

BOOST_AUTO_TEST_CASE(threads_are_refused_as_a_text_channel_refuses_them)
{
    BOOST_TEST(code_in(post(R"({"content":"a","thread_name":"t"})")) == 220003);
    BOOST_TEST(code_in(ask("POST", webhook + "?thread_id=5", R"({"content":"a","thread_name":"t"})")) == 220002);
    BOOST_TEST(code_in(ask("POST", webhook + "?thread_id=x", R"({"content":"a"})")) == 50035);
    const auto answer = ask("POST", webhook + "?thread_id=5&wait=true", R"({"content":"a"})");
    BOOST_TEST(json::parse(answer.body).at("channel_id").as_string() == "5");
}

BOOST_AUTO_TEST_CASE(an_id_that_is_no_snowflake_is_refused)
{
    const auto answer = ask("POST", "/api/v10/webhooks/one/secret", R"({"content":"a"})");
    BOOST_TEST(answer.status == 400U);
    BOOST_TEST(code_in(answer) == 50035);
}

BOOST_AUTO_TEST_CASE(without_a_user_agent_the_proxy_answers)
{
    auto r = request_to("POST", webhook, R"({"content":"a"})");
    r.headers.clear();
    r.headers.emplace_back("content-type", "application/json");
    const auto answer = discord.answer(r);
    BOOST_TEST(answer.status == 403U);
    BOOST_TEST(answer.content_type.starts_with("text/html"));
    BOOST_TEST(published.published().empty());
}

BOOST_AUTO_TEST_CASE(only_what_is_allowed_and_written_pings)
{
    const std::string content = R"({"content":"@everyone @here <@1> <@!2> <@&3> <@x> @1")";
    const struct
    {
        std::string_view allowed;
        std::vector<std::string> notified;
    } cases[] = {
        {"}", {"user:1", "user:2"}},
        {R"(,"allowed_mentions":null})", {"user:1", "user:2"}},
        {R"(,"allowed_mentions":{}})", {}},
        {R"(,"allowed_mentions":{"parse":[]}})", {}},
        {R"(,"allowed_mentions":{"parse":["everyone"]}})", {"everyone", "here"}},
        {R"(,"allowed_mentions":{"parse":["roles","users"]}})", {"user:1", "user:2", "role:3"}},
        {R"(,"allowed_mentions":{"users":["2","9"],"roles":["3"]}})", {"user:2", "role:3"}},
    };
    for (const auto& c : cases) BOOST_TEST_CONTEXT(c.allowed)
        {
            published.clear();
            BOOST_TEST(post(content + std::string{c.allowed}).status == 200U);
            BOOST_TEST(published.published().at(0).notified == c.notified, boost::test_tools::per_element());
        }
}

BOOST_AUTO_TEST_CASE(the_webhook_describes_itself)
{
    const auto answer = ask("GET", webhook);
    BOOST_TEST(answer.status == 200U);
    const auto object = json::parse(answer.body);
    BOOST_TEST(object.at("id").as_string() == "1");
    BOOST_TEST(object.at("type").as_int64() == 1);
    BOOST_TEST(object.at("token").as_string() == "secret");
    BOOST_TEST(object.at("guild_id").as_string() == "1000000000000000002");
    BOOST_TEST(ask("PUT", webhook).status == 405U);
}

BOOST_AUTO_TEST_CASE(a_message_can_be_read_edited_and_deleted)
{
    post(R"({"content":"old","allowed_mentions":{"parse":[]}})");
    const auto message = webhook + "/messages/" + published.published().at(0).id;

    BOOST_TEST(json::parse(ask("GET", message).body).at("content").as_string() == "old");

    const auto edited = ask("PATCH", message, R"({"content":"new <@1>"})");
    BOOST_TEST(edited.status == 200U);
    BOOST_TEST(!json::parse(edited.body).at("edited_timestamp").is_null());
    BOOST_REQUIRE(published.published().size() == 1U);
    BOOST_TEST(published.published()[0].text == "new <@1>");
    // An edit that does not name allowed_mentions falls back to the default, and pings.
    BOOST_TEST(published.published()[0].notified == std::vector<std::string>{"user:1"},
               boost::test_tools::per_element());

    BOOST_TEST(code_in(ask("PATCH", message, R"({"content":""})")) == 50006);
    BOOST_TEST(code_in(ask("PATCH", message, R"({"content":")" + repeated("x", 2001) + "\"}")) == 50035);
    BOOST_TEST(published.published().at(0).text == "new <@1>");

    BOOST_TEST(ask("DELETE", message).status == 204U);
    BOOST_TEST(published.published().empty());
    const auto gone = ask("DELETE", message);
    BOOST_TEST(gone.status == 404U);
    BOOST_TEST(code_in(gone) == 10008);
    BOOST_TEST(code_in(ask("GET", webhook + "/messages/x")) == 50035);
}

BOOST_AUTO_TEST_CASE(the_rate_limit_headers_never_say_that_nothing_is_left_when_rates_are_not_enforced)
{
    for (int i = 0; i < 100; ++i)
    {
        const auto answer = post(R"({"content":"a"})");
        BOOST_TEST(header_in(answer, "X-RateLimit-Limit") == "5");
        BOOST_TEST(header_in(answer, "X-RateLimit-Remaining") == "4");
        BOOST_TEST(header_in(answer, "X-RateLimit-Reset-After") == "2.000");
        BOOST_TEST(!header_in(answer, "X-RateLimit-Bucket").empty());
    }
}

BOOST_AUTO_TEST_CASE(above_the_rate_a_webhook_is_told_to_wait)
{
    sandbox::discord_webhook strict{published, true};
    for (int left = 4; left >= 0; --left)
        BOOST_TEST(header_in(strict.answer(request_to("POST", webhook, R"({"content":"a"})")),
                             "X-RateLimit-Remaining") == std::to_string(left));

    auto late = request_to("POST", webhook, R"({"content":"a"})");
    late.received += 750ms;
    const auto refused = strict.answer(late);
    BOOST_TEST(refused.status == 429U);
    const auto body = json::parse(refused.body);
    BOOST_TEST(body.at("retry_after").as_double() == 1.25);
    BOOST_TEST(body.at("global").as_bool() == false);
    BOOST_TEST(header_in(refused, "Retry-After") == "2");
    BOOST_TEST(header_in(refused, "X-RateLimit-Remaining") == "0");
    BOOST_TEST(header_in(refused, "X-RateLimit-Reset") == "1795338302.000");
    BOOST_TEST(header_in(refused, "X-RateLimit-Scope") == "user");
    BOOST_TEST(published.published().size() == 5U);
}

BOOST_AUTO_TEST_CASE(before_version_8_waits_are_in_milliseconds)
{
    for (const auto* old : {"/api/webhooks/1/x", "/api/v6/webhooks/1/x", "/api/v7/webhooks/1/x"})
    {
        const auto refused = discord.rate_limited(request_to("POST", old), 1500ms);
        BOOST_TEST(json::parse(refused.body).at("retry_after").as_int64() == 1500);
        BOOST_TEST(header_in(refused, "Retry-After") == "1500");
    }
    BOOST_TEST(header_in(discord.rate_limited(request_to("POST", "/api/v8/webhooks/1/x"), 1500ms), "Retry-After") ==
               "2");
}

BOOST_AUTO_TEST_CASE(every_documented_refusal_can_be_had_by_its_code)
{
    const struct
    {
        unsigned status;
        int code;
        std::string_view words;
    } cases[] = {
        {404, 10003, "Unknown Channel"},
        {404, 10015, "Unknown Webhook"},
        {401, 50027, "Invalid Webhook Token"},
        {403, 50013, "You lack permissions to perform that action"},
        {400, 220001, "Webhooks posted to forum channels must have a thread_name or thread_id"},
        {400, 200000, "Message was blocked by automatic moderation"},
        {503, 130000, "API resource is currently overloaded. Try again a little later"},
    };
    for (const auto& c : cases)
    {
        const auto refused = discord.refused(c.status, std::to_string(c.code));
        BOOST_TEST(refused.status == c.status);
        BOOST_TEST(code_in(refused) == c.code);
        BOOST_TEST(json::parse(refused.body).at("message").as_string() == c.words);
    }
    BOOST_TEST(code_in(discord.refused(500, "")) == 0);
    BOOST_TEST(code_in(discord.refused(500, "oops")) == 0);
    BOOST_TEST(discord.refused(429, "cloudflare").content_type.starts_with("text/html"));
}

BOOST_AUTO_TEST_SUITE_END()
