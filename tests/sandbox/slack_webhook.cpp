// SPDX-License-Identifier: BSL-1.0
#include "sandbox/slack_webhook.hpp"

#include "requests.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace sandbox_test;
using namespace std::chrono_literals;

namespace {

constexpr auto webhook = "/services/T1/B1/secret";

struct fixture
{
    sandbox::ledger published;
    sandbox::slack_webhook slack{published, false};

    sandbox::response post(std::string_view body, std::string_view type = "application/json")
    {
        return slack.answer(request_to("POST", webhook, body, type));
    }
};

std::string array_of(std::size_t count, std::string_view element)
{
    std::string out = "[";
    for (std::size_t i = 0; i < count; ++i) out.append(i ? "," : "").append(element);
    return out + "]";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(slack_webhook, fixture)

BOOST_AUTO_TEST_CASE(a_text_is_published_once_and_answered_with_ok)
{
    const auto answer = post(R"({"text":"a &amp; b"})");

    BOOST_TEST(answer.status == 200U);
    BOOST_TEST(answer.body == "ok");
    BOOST_TEST(answer.content_type == "text/plain; charset=utf-8");
    const auto messages = published.published();
    BOOST_REQUIRE(messages.size() == 1U);
    BOOST_TEST(messages[0].network == "slack");
    BOOST_TEST(messages[0].channel == "T1/B1");
    BOOST_TEST(messages[0].text == "a &amp; b");
    BOOST_TEST(messages[0].id == "1795338300.000000");
    BOOST_TEST(boost::json::serialize(messages[0].request) == R"({"text":"a &amp; b"})");
    BOOST_TEST(!messages[0].key);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_published_is_refused_in_the_words_of_slack)
{
    const struct
    {
        std::string body;
        std::string_view type;
        std::string_view word;
    } cases[] = {
        {"{", "application/json", "invalid_payload"},
        {"[1]", "application/json", "invalid_payload"},
        {"\"text\"", "application/json", "invalid_payload"},
        {"{\"text\":\"\xff\"}", "application/json", "invalid_payload"},
        {R"({"text":7})", "application/json", "invalid_payload"},
        {R"({"text":"a","attachments":7})", "application/json", "invalid_payload"},
        {"text=a", "application/x-www-form-urlencoded", "invalid_payload"},
        {"{}", "application/json", "no_text"},
        {R"({"text":""})", "application/json", "no_text"},
        {R"({"text":" \n"})", "application/json", "no_text"},
        {R"({"text":null,"blocks":[],"attachments":[]})", "application/json", "no_text"},
        {R"({"text":"a","attachments":)" + array_of(101, "{}") + "}", "application/json", "too_many_attachments"},
        {R"({"text":"a","blocks":)" + array_of(51, "{}") + "}", "application/json", "invalid_blocks"},
    };
    for (const auto& c : cases) BOOST_TEST_CONTEXT(c.body)
        {
            const auto answer = post(c.body, c.type);
            BOOST_TEST(answer.status == 400U);
            BOOST_TEST(answer.body == c.word);
        }
    BOOST_TEST(published.published().empty());
}

BOOST_AUTO_TEST_CASE(as_many_attachments_and_blocks_as_are_allowed_pass)
{
    BOOST_TEST(post(R"({"attachments":)" + array_of(100, "{}") + "}").body == "ok");
    BOOST_TEST(post(R"({"blocks":)" + array_of(50, "{}") + "}").body == "ok");
}

BOOST_AUTO_TEST_CASE(the_payload_may_be_a_form_field)
{
    const auto answer = post("payload=%7B%22text%22%3A%22a+b%22%7D", "application/x-www-form-urlencoded");

    BOOST_TEST(answer.body == "ok");
    BOOST_TEST(published.published().at(0).text == "a b");
}

BOOST_AUTO_TEST_CASE(a_text_above_40000_characters_is_truncated)
{
    std::string text;
    for (int i = 0; i < 40'001; ++i) text += "é";

    BOOST_TEST(post(R"({"text":")" + text + R"("})").body == "ok");
    BOOST_TEST(published.published().at(0).text == text.substr(0, 80'000));
}

BOOST_AUTO_TEST_CASE(two_messages_of_the_same_instant_have_ids_of_their_own)
{
    post(R"({"text":"a"})");
    post(R"({"text":"b"})");

    BOOST_TEST(published.published().at(1).id == "1795338300.000001");
}

BOOST_AUTO_TEST_CASE(only_unescaped_references_notify)
{
    const struct
    {
        std::string_view body;
        std::vector<std::string> notified;
    } cases[] = {
        {R"({"text":"<!channel> <!here|here> <!everyone> <!channel>"})", {"channel", "here", "everyone"}},
        {R"({"text":"<@U12> <@U34|name> <!subteam^S1|@team>"})", {"user:U12", "user:U34", "group:S1"}},
        {R"({"text":"&lt;!channel&gt; @channel @everyone <https://example.org|!channel> <!date^1^x|y> <"})", {}},
        {R"({"text":"@channel","link_names":1})", {"channel"}},
        {R"({"text":"@here","parse":"full"})", {"here"}},
        {R"({"text":"<!channel>","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"<!here>"}}]})", {"here"}},
        {R"({"text":"a","blocks":[{"type":"header","text":{"type":"plain_text","text":"<!here>"}}]})", {}},
    };
    for (const auto& c : cases) BOOST_TEST_CONTEXT(c.body)
        {
            published.clear();
            post(c.body);
            BOOST_TEST(published.published().at(0).notified == c.notified, boost::test_tools::per_element());
        }
}

BOOST_AUTO_TEST_CASE(an_idempotency_key_is_kept)
{
    auto r = request_to("POST", webhook, R"({"text":"a"})");
    r.headers.emplace_back("idempotency-key", "k1");
    BOOST_TEST(slack.answer(r).body == "ok");
    BOOST_TEST(published.published().at(0).key.value() == "k1");
}

BOOST_AUTO_TEST_CASE(only_post_is_taken)
{
    const auto answer = slack.answer(request_to("GET", webhook));
    BOOST_TEST(answer.status == 405U);
    BOOST_TEST(header_in(answer, "Allow") == "POST");
}

BOOST_AUTO_TEST_CASE(messages_in_a_row_pass_when_rates_are_not_enforced)
{
    for (int i = 0; i < 1000; ++i) post(R"({"text":"a"})");
    BOOST_TEST(published.published().size() == 1000U);
}

BOOST_AUTO_TEST_CASE(above_the_rate_a_channel_is_told_to_wait_whole_seconds)
{
    sandbox::slack_webhook strict{published, true};
    for (int i = 0; i < 5; ++i)
        BOOST_TEST(strict.answer(request_to("POST", webhook, R"({"text":"a"})")).status == 200U);

    const auto refused = strict.answer(request_to("POST", webhook, R"({"text":"a"})"));
    BOOST_TEST(refused.status == 429U);
    BOOST_TEST(refused.body == "rate_limited");
    BOOST_TEST(header_in(refused, "Retry-After") == "5");
    BOOST_TEST(strict.answer(request_to("POST", "/services/T1/B2/x", R"({"text":"a"})")).status == 200U);

    auto later = request_to("POST", webhook, R"({"text":"a"})");
    later.received += 5s;
    BOOST_TEST(strict.answer(later).status == 200U);
    BOOST_TEST(published.published().size() == 7U);
}

BOOST_AUTO_TEST_CASE(the_token_is_the_last_of_four_segments)
{
    BOOST_TEST(slack.token_of(request_to("POST", "/services/T/B/a%2Fb")).value() == "a/b");
    for (const auto* other : {"/", "/services/T/B", "/services/T/B/", "/services/T/B/x/y", "/api/webhooks/1/x"})
        BOOST_TEST(!slack.token_of(request_to("POST", other)), other);
}

BOOST_AUTO_TEST_SUITE_END()
