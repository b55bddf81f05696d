// SPDX-License-Identifier: BSL-1.0
// `multipost plugins`, on the plugins that were built and on the two examples.
#include "sandbox_fixture.hpp"
#include "temporary_folder.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace integration;

namespace {

const std::string examples = INTEGRATION_EXAMPLE_PLUGINS;

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

BOOST_AUTO_TEST_SUITE(plugins)

BOOST_AUTO_TEST_CASE(the_plugins_of_the_installation_are_found_without_being_named)
{
    const auto command = multipost({"plugins", "list"});
    BOOST_TEST(command.exit_code == 0, command.err);
    BOOST_TEST(contains(command.out, "discord"));
    BOOST_TEST(contains(command.out, "slack"));
    BOOST_TEST(command.err.empty(), command.err);
    BOOST_TEST(json_of(multipost({"plugins", "list", "--json"})).at("connectors").as_array().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_refused_file_is_listed_with_its_reason)
{
    const temporary_folder folder;
    const auto wrong = folder.file("wrong.so", "no plugin");
    const auto command = multipost({"plugins", "list", "--json", "--plugin-path", folder.path("") + ":" + examples});
    BOOST_TEST(command.exit_code == 0, command.err);
    BOOST_TEST(contains(command.err, wrong));
    const auto said = json_of(command);
    BOOST_TEST(said.at("connectors").as_array().size() == 2U);
    BOOST_TEST_REQUIRE(said.at("refused").as_array().size() == 1U);
    BOOST_TEST(contains(text(said, "/refused/0/what"), wrong));
    BOOST_TEST(!text(said, "/refused/0/reason").empty());
}

BOOST_AUTO_TEST_CASE(a_connector_tells_its_limits_settings_and_errors)
{
    const auto command = multipost({"plugins", "show", "discord"});
    BOOST_TEST(command.exit_code == 0, command.err);
    for (const std::string part : {"2000 code_points", "secret", "10015", "deliver"})
        BOOST_TEST(contains(command.out, part));
    const auto said = json_of(multipost({"plugins", "show", "discord", "--json"}));
    BOOST_TEST(said.at("text").at("max") == 2000);
    BOOST_TEST(said.at("settings_schema").is_object());
    BOOST_TEST(!said.at("errors").as_array().empty());
}

BOOST_AUTO_TEST_CASE(every_plugin_keeps_the_rules)
{
    for (const std::string& file :
         {std::string(INTEGRATION_PLUGINS "/slack.so"), std::string(INTEGRATION_PLUGINS "/discord.so"),
          examples + "/json_webhook.so", examples + "/json_webhook_c.so"})
        BOOST_TEST_CONTEXT(file)
        {
            const auto command = multipost({"plugins", "check", file});
            BOOST_TEST(command.exit_code == 0, command.out + command.err);
            const auto said = json_of(multipost({"plugins", "check", "--json", file}));
            BOOST_TEST(said.at("passed") == true);
            BOOST_TEST(!said.at("findings").as_array().empty());
        }
}

BOOST_AUTO_TEST_CASE(what_is_no_plugin_breaks_a_rule)
{
    const temporary_folder folder;
    BOOST_TEST(multipost({"plugins", "check", folder.file("wrong.so", "no plugin")}).exit_code == 1);
    BOOST_TEST(multipost({"plugins", "check", folder.path("missing.so")}).exit_code == 1);
}

BOOST_FIXTURE_TEST_CASE(the_connectors_of_the_examples_deliver, sandbox_fixture)
{
    for (const std::string connector : {"json-webhook", "json-webhook-c"}) BOOST_TEST_CONTEXT(connector)
        {
            networks.published().clear();
            const auto command =
                send({"--plugin-path", examples, "-t", connector + ":" + networks.url() + "/services/T1/B1/x",
                      "--plain-text", "tab\t\"quotes\" \\ \n ünïcode \x01"});
            BOOST_TEST(command.exit_code == 0, command.out + command.err);
            BOOST_TEST_REQUIRE(ledger().size() == 1U);
            BOOST_TEST(ledger()[0].text == "tab\t\"quotes\" \\ \n ünïcode \x01");
        }
}

#ifdef INTEGRATION_FOREIGN_PLUGIN
BOOST_FIXTURE_TEST_CASE(a_plugin_of_another_standard_library_delivers_and_throws_at_its_own_cost, sandbox_fixture)
{
    const temporary_folder folder;
    std::filesystem::copy_file(INTEGRATION_FOREIGN_PLUGIN, folder.path("foreign.so"));
    const auto send_to_both = [&](const std::string& text) {
        return send({"--plugin-path", folder.path("") + ":" INTEGRATION_PLUGINS, "-t",
                     "foreign:" + networks.url() + "/services/T1/FOREIGN/x", "-t", slack(), text});
    };
    const auto both = send_to_both("hello");
    BOOST_TEST(both.exit_code == 0, both.out + both.err);
    BOOST_TEST(ledger().size() == 2U);

    networks.published().clear();
    const auto one = send_to_both("throw");
    BOOST_TEST(one.exit_code == 4, one.out + one.err);
    BOOST_TEST(contains(one.out, "plugin_misbehaved"));
    BOOST_TEST(ledger().size() == 1U);
}
#endif

BOOST_FIXTURE_TEST_CASE(the_program_of_the_example_delivers, sandbox_fixture)
{
    program p;
    p.arguments = {INTEGRATION_EMBED_SEND, INTEGRATION_PLUGINS, slack(), "**hello**"};
    p.environment = {"MULTIPOST_ALLOW_HOSTS=" + authority()};
    const auto sent = run(p);
    BOOST_TEST(sent.exit_code == 0, sent.err);
    BOOST_TEST(contains(sent.out, ": delivered"));
    BOOST_TEST_REQUIRE(ledger().size() == 1U);
    BOOST_TEST(ledger()[0].text == "*hello*");
}

BOOST_AUTO_TEST_SUITE_END()
