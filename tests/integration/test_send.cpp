// SPDX-License-Identifier: BSL-1.0
// One message to two networks, as the README shows it.
#include "sandbox_fixture.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration;

namespace {

const std::string hostile = "a & <b> @everyone **c** <!channel>";

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

BOOST_FIXTURE_TEST_SUITE(send, sandbox_fixture)

BOOST_AUTO_TEST_CASE(one_message_arrives_once_in_each_network_escaped_and_notifies_nobody)
{
    const auto command = send({"-t", slack(), "-t", discord(), "--json", hostile});
    BOOST_TEST(command.exit_code == 0, command.err);

    const auto published = ledger();
    BOOST_TEST_REQUIRE(published.size() == 2U);
    for (const auto& m : published) BOOST_TEST_CONTEXT(m.network) BOOST_TEST(m.notified.empty());
    const auto& in_slack = published[published[0].network == "slack" ? 0 : 1];
    const auto& in_discord = published[published[0].network == "slack" ? 1 : 0];
    BOOST_TEST(in_slack.text == "a &amp; &lt;b&gt; @everyone *c* &lt;!channel&gt;");
    BOOST_TEST(contains(in_discord.text, "**c**"));

    const auto deliveries = json_of(command).at("deliveries").as_array();
    BOOST_TEST_REQUIRE(deliveries.size() == 2U);
    BOOST_TEST(text(deliveries[0], "/connector") == "slack");
    BOOST_TEST(text(deliveries[0], "/state") == "delivered");
    BOOST_TEST(text(deliveries[0], "/proof") == "accepted");
    BOOST_TEST(text(deliveries[0], "/id").empty());
    BOOST_TEST(text(deliveries[1], "/connector") == "discord");
    BOOST_TEST(text(deliveries[1], "/state") == "delivered");
    BOOST_TEST(text(deliveries[1], "/proof") == "id");
    BOOST_TEST(text(deliveries[1], "/id") == in_discord.id);
    BOOST_TEST(text(deliveries[0], "/delivery_id").size() == 36U);
    BOOST_TEST(deliveries[0].at("failure").is_null());
    BOOST_TEST(deliveries[0].at("attempts") == 1);
}

BOOST_AUTO_TEST_CASE(a_report_for_people_has_a_line_for_each_channel)
{
    const auto command = send({"-t", slack(), "-t", discord("fault.status-404-10015"), "hello"});
    BOOST_TEST(command.exit_code == 4, command.err);
    BOOST_TEST(std::count(command.out.begin(), command.out.end(), '\n') == 2);
    BOOST_TEST(contains(command.out, "✓ slack"));
    BOOST_TEST(contains(command.out, "✗ discord"));
    BOOST_TEST(contains(command.out, "The webhook has been deleted in Discord. Make a new webhook"));
    BOOST_TEST(!contains(command.out, "\x1b["));
}

BOOST_AUTO_TEST_CASE(quiet_says_only_what_did_not_succeed)
{
    const auto command = send({"-q", "-t", slack(), "hello"});
    BOOST_TEST(command.exit_code == 0);
    BOOST_TEST(command.out.empty());
    BOOST_TEST(command.err.empty());
}

BOOST_AUTO_TEST_CASE(a_dry_run_shows_the_requests_and_sends_nothing)
{
    const auto command =
        send({"-t", slack("SECRET-slack-token"), "-t", discord("SECRET-discord-token"), "-n", hostile});
    BOOST_TEST(command.exit_code == 0, command.err);
    BOOST_TEST(contains(command.out, "POST " + networks.url() + "/services/T1/B1/***"));
    BOOST_TEST(contains(command.out, "POST " + networks.url() + "/api/v10/webhooks/1/***?wait=true"));
    BOOST_TEST(contains(command.out, R"(a &amp; &lt;b&gt; @everyone *c* &lt;!channel&gt;)"));
    BOOST_TEST(contains(command.out, R"("allowed_mentions":{"parse":[]})"));
    BOOST_TEST(contains(command.out, " of 2000 characters"));
    BOOST_TEST(!contains(command.out + command.err, "SECRET"));
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(a_dry_run_sends_byte_for_byte_what_a_send_would)
{
    const auto shown = json_of(send({"-t", slack(), "-n", "--json", hostile}));
    BOOST_TEST(send({"-t", slack(), hostile}).exit_code == 0);
    BOOST_TEST_REQUIRE(ledger().size() == 1U);
    const auto body = text(shown, "/previews/0/requests/0/body");
    BOOST_TEST(boost::json::parse(body) == ledger()[0].request);
}

BOOST_AUTO_TEST_CASE(a_text_that_is_too_long_is_refused_with_the_count_before_anything_is_sent)
{
    const auto command = send({"-t", discord(), "--json", "-"}, std::string(2001, 'a'));
    BOOST_TEST(command.exit_code == 1);
    const auto delivery = only_delivery(command);
    BOOST_TEST(text(delivery, "/state") == "failed");
    BOOST_TEST(text(delivery, "/failure/class") == "message_rejected");
    BOOST_TEST(text(delivery, "/failure/code") == "text_too_long");
    BOOST_TEST(contains(text(delivery, "/failure/what"), "2,001 characters"));
    BOOST_TEST(contains(text(delivery, "/failure/what"), "2,000"));
    BOOST_TEST(delivery.at("attempts") == 0);
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(exit_codes_tell_parts_and_doubts_apart)
{
    const auto good = slack();
    const auto dead = slack("fault.status-404-no_service");
    const auto lost = discord("fault.reset-after");
    const auto exit_code = [this](const std::vector<std::string>& channels) {
        std::vector<std::string> arguments;
        for (const auto& c : channels) arguments.insert(arguments.end(), {"-t", c});
        arguments.emplace_back("hello");
        return send(std::move(arguments)).exit_code;
    };
    BOOST_TEST(exit_code({good}) == 0);
    BOOST_TEST(exit_code({dead}) == 1);
    BOOST_TEST(exit_code({good, dead}) == 4);
    BOOST_TEST(exit_code({dead, lost}) == 4);
    BOOST_TEST(exit_code({lost}) == 6);
    BOOST_TEST(exit_code({good, lost}) == 6);
}

BOOST_AUTO_TEST_CASE(plain_text_is_no_markdown)
{
    BOOST_TEST(send({"-t", slack(), "--plain-text", "**a** _b_"}).exit_code == 0);
    BOOST_TEST_REQUIRE(ledger().size() == 1U);
    BOOST_TEST(ledger()[0].text == "**a** _b_");
}

BOOST_AUTO_TEST_CASE(a_channel_that_is_named_twice_gets_the_message_once)
{
    const auto command = send({"-t", slack(), "-t", slack(), "hello"});
    BOOST_TEST(command.exit_code == 0);
    BOOST_TEST(contains(command.err, "once"));
    BOOST_TEST(ledger().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_environment_may_allow_hosts)
{
    const auto command = multipost({"send", "-t", slack(), "hello"}, {}, {"MULTIPOST_ALLOW_HOSTS=" + authority()});
    BOOST_TEST(command.exit_code == 0, command.out + command.err);
    BOOST_TEST(ledger().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
