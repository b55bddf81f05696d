// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;

namespace {

std::string header_of(const request_preview& r, std::string_view name)
{
    for (const auto& [n, value] : r.headers)
        if (n == name) return value;
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(previewing)

BOOST_AUTO_TEST_CASE(a_preview_shows_the_request_with_secrets_masked_and_sends_nothing)
{
    network n;
    const publisher p(connectors(), options_for(n));
    const auto preview = p.preview(message::from_markdown("**hello** _you_").value(), n.channel_of("plain"));
    BOOST_TEST(preview.connector == "plain");
    BOOST_TEST(preview.channel == "plain here");
    BOOST_TEST(preview.text == "hello you");
    BOOST_TEST(preview.length == 9U);
    BOOST_TEST(preview.limit == 20U);
    BOOST_TEST(preview.notices.size() == 1U);
    BOOST_TEST(!preview.problem.has_value());
    BOOST_TEST_REQUIRE(preview.requests.size() == 1U);
    const auto& r = preview.requests[0];
    BOOST_TEST(r.effect == "publishes");
    BOOST_TEST(r.method == "POST");
    BOOST_TEST(r.url == n.url() + "/post");
    BOOST_TEST(r.body == R"({"text":"hello you","token":"***"})");
    BOOST_TEST(header_of(r, "Authorization") == "Bearer ***");
    BOOST_TEST(header_of(r, "Idempotency-Key") == "00000000-0000-0000-0000-000000000000");
    BOOST_TEST(n.requests().empty());
}

BOOST_AUTO_TEST_CASE(what_readers_see_is_the_message_as_reduced_secrets_masked)
{
    network n;
    const publisher p(connectors(), options_for(n));
    const auto preview = p.preview(message::from_markdown("- **a**\n- b").value(), n.channel_of("plain"));
    BOOST_TEST(preview.seen.text == "• a\n• b");
    BOOST_TEST(preview.seen.spans == (std::vector<span>{{span_kind::bold, 0, 4, 5, {}}}), "the bold letter alone");
    const auto with_secret = p.preview(message::from_markdown("**secret-token**").value(), n.channel_of("plain"));
    BOOST_TEST(with_secret.seen.text == "***");
    BOOST_TEST(p.preview(message(), n.channel_of("plain")).seen.text.empty());
}

BOOST_AUTO_TEST_CASE(characters_that_nobody_sees_are_told_of)
{
    network n;
    const publisher p(connectors(), options_for(n));
    const auto preview = p.preview(text("pay\u200Bpal"), n.channel_of("plain"));
    BOOST_TEST_REQUIRE(preview.notices.size() == 1U);
    BOOST_TEST(preview.notices[0].code == "invisible_characters");
    BOOST_TEST(!preview.problem.has_value());
}

BOOST_AUTO_TEST_CASE(an_attachment_is_named_in_place_of_its_bytes)
{
    network n;
    const publisher p(connectors(), options_for(n));
    auto m = text("hello");
    m.attachments.push_back({"a.png", "image/png", "", std::make_shared<const std::string>("1234")});
    const auto preview = p.preview(m, n.channel_of("plain"));
    BOOST_TEST(preview.requests.at(0).body == R"({"text":"hello","token":"***"}[attachment 1: a.png, bytes 0-3])");
}

BOOST_AUTO_TEST_CASE(only_what_does_not_depend_on_an_answer_is_shown)
{
    network n;
    const publisher p(connectors(), options_for(n));
    const auto preview = p.preview(text("hello"), n.channel_of("rotating"));
    BOOST_TEST_REQUIRE(preview.requests.size() == 1U);
    BOOST_TEST(preview.requests[0].effect == "prepares");
    BOOST_TEST(preview.requests[0].body == R"("***")");
}

BOOST_AUTO_TEST_CASE(what_publish_would_refuse_is_told)
{
    network n;
    const publisher p(connectors(), options_for(n));
    const auto too_long = p.preview(text("a text of 21 letters."), n.channel_of("plain"));
    BOOST_TEST(too_long.problem.value().code == "text_too_long");
    BOOST_TEST(too_long.length == 21U);
    BOOST_TEST(too_long.text == "a text of 21 letters.");
    BOOST_TEST(too_long.requests.empty());
    BOOST_TEST(p.preview(text("hello"), n.channel_of("unusable")).problem.value().code == "bad_channel");
    BOOST_TEST(p.preview(text("hello"), n.channel_of("nobody")).problem.value().code == "unknown_connector");
    BOOST_TEST(p.preview(text("throw at once"), n.channel_of("leaky")).problem.value().code == "plugin_misbehaved");
}

BOOST_AUTO_TEST_SUITE_END()
