// SPDX-License-Identifier: BSL-1.0
#include "plugin/nearest_name.hpp"
#include "printing.hpp"
#include "temporary_folder.hpp"

#include <multipost/connector_registry.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <algorithm>

namespace {

using namespace multipost;
namespace fs = std::filesystem;

struct loaded
{
    connector_registry registry;

    loaded()
    {
        BOOST_REQUIRE(registry.load(built_plugin("postcard.so")).has_value());
        BOOST_REQUIRE(registry.load(built_plugin("notice_board.so")).has_value());
    }

    /// The error of a URL that must not give a channel; it must not repeat the secret.
    error refused(const std::string& url) const
    {
        const auto made = registry.channel_from_url(url);
        BOOST_REQUIRE(made.has_error());
        BOOST_TEST(made.error().what.find("secret") == std::string::npos, made.error().what);
        return made.error();
    }
};

std::string text_of(const channel_settings& settings)
{
    std::string text;
    for (const auto& [name, value] : settings) text += name + "=" + std::string(value.reveal()) + " ";
    return text;
}

channel_settings make(std::initializer_list<std::pair<const char*, std::string>> values)
{
    channel_settings settings;
    for (const auto& [name, value] : values) settings.emplace(name, secret_string(value));
    return settings;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_registry, loaded)

BOOST_AUTO_TEST_CASE(connectors_are_sorted_and_found_by_id)
{
    BOOST_REQUIRE_EQUAL(registry.connectors().size(), 2U);
    BOOST_TEST(registry.connectors()[0].id == "notice-board");
    BOOST_TEST(registry.connectors()[1].id == "postcard");
    BOOST_REQUIRE(registry.find("postcard") != nullptr);
    BOOST_TEST(registry.find("postcard")->file == built_plugin("postcard.so"));
    BOOST_TEST(registry.find("telegram") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_second_connector_of_the_same_id_is_refused_and_changes_nothing)
{
    const auto again = registry.load(built_plugin("postcard.so"));
    BOOST_REQUIRE(again.has_error());
    BOOST_TEST(again.error().code == errc::plugin_duplicate);
    BOOST_TEST(contains(again.error().what, "\"postcard\""));
    BOOST_TEST(registry.connectors().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_copy_of_a_registry_shares_its_connectors)
{
    const auto copy = registry;
    BOOST_TEST(copy.find("postcard") == registry.find("postcard"));
}

BOOST_AUTO_TEST_CASE(a_webhook_url_is_recognised_by_its_connector)
{
    const auto made = registry.channel_from_url("https://postcard.example/elm/secret");
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(made->connector == "postcard");
    BOOST_TEST(text_of(made->settings) == "key=secret stamps=2 street=elm ");
    BOOST_TEST(made->label == "postcard elm with 2");
}

BOOST_AUTO_TEST_CASE(a_short_form_reaches_the_connector_whole)
{
    const auto made = registry.channel_from_url("postcard://elm/secret");
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(text_of(made->settings) == "key=secret stamps=2 street=elm ");
}

BOOST_AUTO_TEST_CASE(a_named_connector_takes_a_url_of_any_host)
{
    const auto made = registry.channel_from_url("postcard:http://localhost/elm/secret");
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(text_of(made->settings) == "key=secret stamps=2 street=elm ");
    BOOST_TEST(registry.channel_from_url("http://localhost/elm/secret").has_error());

    const auto board = registry.channel_from_url("notice-board:http://127.0.0.1:9/api#secret");
    BOOST_REQUIRE(board.has_value());
    BOOST_TEST(board->label == "notice-board http://127.0.0.1:9/api");
}

BOOST_AUTO_TEST_CASE(a_url_that_a_connector_finds_wrong_gives_its_reason)
{
    const auto wrong = refused("https://postcard.example/secret");
    BOOST_TEST(wrong.code == errc::bad_channel);
    BOOST_TEST(wrong.what == "A postcard's URL ends with a street and a key.");
}

BOOST_AUTO_TEST_CASE(a_url_whose_settings_break_the_schema_names_the_setting)
{
    const auto wrong = refused("https://postcard.example/ELM/secret");
    BOOST_TEST(wrong.code == errc::bad_channel);
    BOOST_TEST(contains(wrong.what, "\"street\""));
    BOOST_TEST(contains(wrong.what, "lower case letters"));
    BOOST_TEST(!contains(wrong.what, "ELM"));
}

BOOST_AUTO_TEST_CASE(a_named_connector_that_does_not_take_the_url_is_named)
{
    const auto wrong = refused("postcard:https://elsewhere.example/secret");
    BOOST_TEST(wrong.code == errc::bad_channel);
    BOOST_TEST(contains(wrong.what, "The Postcard connector does not take the URL"));
}

BOOST_AUTO_TEST_CASE(a_url_that_nobody_takes_lists_the_connectors)
{
    const auto unknown = refused("https://elsewhere.example/secret");
    BOOST_TEST(unknown.code == errc::unknown_connector);
    BOOST_TEST(contains(unknown.what, "notice-board, postcard"));
    BOOST_TEST(!contains(unknown.what, "Did you mean"));
}

BOOST_AUTO_TEST_CASE(a_mistyped_connector_is_guessed)
{
    BOOST_TEST(contains(refused("postcrad:http://localhost/elm/secret").what, "Did you mean \"postcard:\"?"));
    BOOST_TEST(contains(refused("Postcard://elm/secret").what, "Did you mean \"postcard:\"?"));
    BOOST_TEST(contains(refused("noticeboard:http://localhost/#secret").what, "Did you mean \"notice-board:\"?"));
}

BOOST_AUTO_TEST_CASE(what_can_be_no_url_is_refused_before_any_connector_sees_it)
{
    BOOST_TEST(refused("").code == errc::bad_channel);
    BOOST_TEST(contains(refused("postcard://elm/secret\n").what, "control character"));
    BOOST_TEST(contains(refused("postcard://elm/se cret").what, "space"));
    BOOST_TEST(contains(refused("postcard://elm/\xFF").what, "UTF-8"));
    BOOST_TEST(contains(refused("postcard://elm/" + std::string(9000, 'a')).what, "8 KiB"));
}

BOOST_AUTO_TEST_CASE(a_registry_without_connectors_says_so)
{
    const connector_registry empty;
    const auto unknown = empty.channel_from_url("https://postcard.example/elm/secret");
    BOOST_REQUIRE(unknown.has_error());
    BOOST_TEST(contains(unknown.error().what, "no connectors are loaded"));
}

BOOST_AUTO_TEST_CASE(stored_settings_make_a_channel_with_the_schemas_defaults)
{
    const auto made = registry.make_channel("postcard", make({{"street", "oak"}, {"key", "k"}, {"express", "true"}}));
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(text_of(made->settings) == "express=true key=k stamps=2 street=oak ");
}

BOOST_AUTO_TEST_CASE(stored_settings_that_break_the_schema_are_refused_in_words)
{
    const auto refusal = [&](channel_settings settings) {
        const auto made = registry.make_channel("postcard", std::move(settings));
        BOOST_REQUIRE(made.has_error());
        BOOST_TEST(made.error().code == errc::bad_channel);
        return made.error().what;
    };
    BOOST_TEST(refusal(make({{"street", "oak"}})) == "The setting \"key\" of a Postcard channel is missing.");
    BOOST_TEST(
        refusal(make({{"street", "oak"}, {"key", "k"}, {"strete", "oak"}})) ==
        "The setting \"strete\" of a Postcard channel is not known: it has street, key, stamps, express, office.");
    BOOST_TEST(refusal(make({{"street", "oak"}, {"key", "k"}, {"stamps", "many"}})) ==
               "The setting \"stamps\" of a Postcard channel must be of type integer.");
    BOOST_TEST(contains(refusal(make({{"street", "oak"}, {"key", "k"}, {"stamps", "1.5"}})), "\"stamps\""));
    BOOST_TEST(contains(refusal(make({{"street", "oak"}, {"key", "k"}, {"stamps", "0"}})), "\"stamps\""));
    BOOST_TEST(contains(refusal(make({{"street", "oak"}, {"key", "k"}, {"express", "yes"}})), "of type boolean"));
    BOOST_TEST(refusal(make({{"street", "Oak"}, {"key", "k"}})) ==
               "The setting \"street\" of a Postcard channel is not of the form it must have. It should be: lower case "
               "letters.");
    BOOST_TEST(contains(refusal(make({{"street", std::string(9000, 'a')}, {"key", "k"}})), "8 KiB"));
    BOOST_TEST(contains(refusal(make({{"street", "oak"}, {"key", "\xFF"}})), "UTF-8"));
}

BOOST_AUTO_TEST_CASE(a_setting_with_a_url_that_no_request_could_go_to_is_refused)
{
    const auto made_with = [&](const std::string& office) {
        return registry.make_channel("postcard", make({{"street", "oak"}, {"key", "k"}, {"office", office}}));
    };
    for (const auto* url : {"http://127.0.0.1:8090", "https://post.example:65535/oak?x=1", "HTTPS://[::1]/"})
        BOOST_TEST(made_with(url).has_value(), url);

    for (const auto* url :
         {"https://post.example:0/secret", "https://post.example:65536/secret", "https://:443/secret",
          "https://ann:secret@post.example/", "secret", "https:secret", "https://post.example:port/secret"})
        BOOST_TEST_CONTEXT(url)
        {
            const auto made = made_with(url);
            BOOST_REQUIRE(made.has_error());
            BOOST_TEST(made.error().code == errc::bad_channel);
            BOOST_TEST(contains(made.error().what, "The setting \"office\" of a Postcard channel "));
            BOOST_TEST(!contains(made.error().what, "secret"));
        }
}

BOOST_AUTO_TEST_CASE(settings_of_an_unknown_connector_are_refused)
{
    const auto made = registry.make_channel("telegram", {});
    BOOST_REQUIRE(made.has_error());
    BOOST_TEST(made.error().code == errc::unknown_connector);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(a_folder_loads_its_shared_objects_in_order_and_reports_each_refusal)
{
    const temporary_folder folder;
    folder.write("b.so", bytes_of(built_plugin("postcard.so")));
    folder.write("c.so", bytes_of(built_plugin("notice_board.so")));
    folder.write("d.so", bytes_of(built_plugin("postcard.so")));
    folder.write("a.so", "noise");
    folder.write("readme.txt", "not a plugin");
    fs::create_directory(folder / "e.so");
    connector_registry registry;
    const auto refused = registry.load_folder(folder.path());
    BOOST_REQUIRE_EQUAL(refused.size(), 3U);
    BOOST_TEST(refused[0].code == errc::plugin_not_elf);
    BOOST_TEST(refused[1].code == errc::plugin_duplicate);
    BOOST_TEST(refused[2].code == errc::plugin_not_regular);
    BOOST_TEST(registry.connectors().size() == 2U);
    BOOST_TEST(registry.find("postcard")->file == folder / "b.so");
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_trusted_or_found_is_one_error)
{
    const temporary_folder folder;
    folder.write("a.so", bytes_of(built_plugin("postcard.so")));
    folder.write("b.so", bytes_of(built_plugin("postcard.so")));
    connector_registry registry;
    const auto code_of = [&](const fs::path& path) {
        const auto refused = registry.load_folder(path);
        BOOST_REQUIRE_EQUAL(refused.size(), 1U);
        BOOST_TEST(contains(refused[0].what, path.string()));
        return refused[0].code;
    };
    BOOST_TEST(code_of(folder / "none") == errc::plugin_not_found);
    BOOST_TEST(code_of(folder / "a.so") == errc::plugin_not_found);
    BOOST_TEST(code_of("plugins") == errc::plugin_path_not_absolute);
    fs::permissions(folder.path(), fs::perms(0777));
    BOOST_TEST(code_of(folder.path()) == errc::plugin_writable_by_others);
    BOOST_TEST(registry.connectors().empty());
}

BOOST_AUTO_TEST_CASE(the_nearest_name_is_at_most_two_edits_away)
{
    const std::vector<std::string> names{"discord", "ntfy", "slack", "x"};
    BOOST_TEST(nearest_name("slcak", names).value_or("-") == "slack");
    BOOST_TEST(nearest_name("SLACK", names).value_or("-") == "slack");
    BOOST_TEST(nearest_name("dicsord", names).value_or("-") == "discord");
    BOOST_TEST(nearest_name("nfty", names).value_or("-") == "ntfy");
    BOOST_TEST(nearest_name("https", names).value_or("-") == "-");
    BOOST_TEST(nearest_name("", names).value_or("-") == "-");
    BOOST_TEST(nearest_name("xyz", names).value_or("-") == "-");
    BOOST_TEST(nearest_name(std::string(1'000'000, 'a'), names).value_or("-") == "-");
}
