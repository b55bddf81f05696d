// SPDX-License-Identifier: BSL-1.0
// What the command says to those who call it wrongly, and what it reads from where.
#include "sandbox_fixture.hpp"
#include "temporary_folder.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace integration;

namespace {

struct fixture : sandbox_fixture, temporary_folder
{};

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

BOOST_FIXTURE_TEST_SUITE(usage, fixture)

BOOST_AUTO_TEST_CASE(help_and_version_are_on_standard_output)
{
    BOOST_TEST(multipost({"--help"}).exit_code == 0);
    BOOST_TEST(contains(multipost({"send", "--help"}).out, "--dry-run"));
    BOOST_TEST(multipost({"-V"}).out.starts_with("multipost "));
}

BOOST_AUTO_TEST_CASE(a_mistyped_command_is_answered_with_the_nearest)
{
    BOOST_TEST(multipost({"sned", "hello"}).exit_code == 2);
    BOOST_TEST(contains(multipost({"sned", "hello"}).err, R"(Did you mean "send"?)"));
    BOOST_TEST(contains(multipost({"plugins", "lsit"}).err, R"(Did you mean "list"?)"));
    BOOST_TEST(contains(multipost({"plugins", "show", "slak"}).err, R"(Did you mean "slack"?)"));
    BOOST_TEST(multipost({}).exit_code == 2);
}

BOOST_AUTO_TEST_CASE(a_url_where_none_belongs_is_shortened_and_answered_with_the_option)
{
    for (const auto& command : {multipost({"send", "hello", "https://hooks.slack.com/services/T1/B1/x"}),
                                multipost({"https://hooks.slack.com/services/T1/B1/x", "hello"})})
    {
        BOOST_TEST(command.exit_code == 2);
        BOOST_TEST(contains(command.err, "https://hooks.slack.com/***"), command.err);
        BOOST_TEST(contains(command.err, "A channel is named with -t"), command.err);
    }
    BOOST_TEST(contains(send({"-t", "@/home/x/y.d/z/no file", "hello"}).err, "/home/x/y.d/z/no file cannot be opened"));
}

BOOST_AUTO_TEST_CASE(wrong_usage_ends_with_2_and_sends_nothing)
{
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"-t", slack()},
             {"-t", slack(), ""},
             {"-t", slack(), " \n\t"},
             {"-t", slack(), "a", "b"},
             {"-t", slack(), "-f", "/nowhere/at/all"},
             {"-t", slack(), "-f", "/etc/hostname", "a"},
             {"-t", slack(), "--nonsense", "a"},
             {"-t", slack(), "--timeout", "0", "a"},
             {"-t", slack(), "--timeout", "soon", "a"},
             {"-t", "-", "-"},
         })
        BOOST_TEST_CONTEXT(arguments.back())
        {
            const auto command = send(arguments);
            BOOST_TEST(command.exit_code == 2);
            BOOST_TEST(command.err.starts_with("multipost: "));
        }
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(a_text_that_is_no_utf8_is_refused_with_its_place)
{
    const auto command = send({"-t", slack(), "-"}, "abc\xff");
    BOOST_TEST(command.exit_code == 2);
    BOOST_TEST(contains(command.err, "UTF-8"));
    BOOST_TEST(contains(command.err, "3"));
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(a_file_without_end_is_refused)
{
    for (const auto& arguments : std::vector<std::vector<std::string>>{{"-t", "@/dev/zero", "hello"},
                                                                       {"-t", slack(), "-f", "/dev/zero"},
                                                                       {"-t", slack(), "--ca-file", "/dev/zero", "a"}})
    {
        const auto command = send(arguments);
        BOOST_TEST((command.exit_code == 2 || command.exit_code == 5));
        BOOST_TEST(contains(command.err, "/dev/zero is longer than 1 MiB"), command.err);
    }
    const auto command = send({"-t", "-", "hello"}, std::string((1U << 20U) + 1, '#'));
    BOOST_TEST(command.exit_code == 5);
    BOOST_TEST(contains(command.err, "standard input is longer than 1 MiB"), command.err);
}

BOOST_AUTO_TEST_CASE(a_text_may_look_like_a_command_a_list_or_an_option)
{
    for (const std::string words : {"plugins", "[urgent]", "-5 degrees", "@all", "--", "a,b;c"})
    {
        networks.published().clear();
        const auto command = send({"-t", slack(), "--", words});
        BOOST_TEST(command.exit_code == 0, words + command.err);
        BOOST_TEST_REQUIRE(ledger().size() == 1U);
        BOOST_TEST(ledger()[0].text == words);
    }
    networks.published().clear();
    BOOST_TEST(send({"-t", slack(), "send"}).exit_code == 0);
    BOOST_TEST(ledger().size() == 1U);
}

BOOST_AUTO_TEST_CASE(no_channel_ends_with_3)
{
    BOOST_TEST(send({"hello"}).exit_code == 3);
    BOOST_TEST(send({"-t", "@" + file("none", "# nothing\n"), "hello"}).exit_code == 3);
    BOOST_TEST(send({"-t", "mastodon://example.org/hook", "hello"}).exit_code == 3);
    BOOST_TEST(send({"-t", "not-a-url", "hello"}).exit_code == 3);
    BOOST_TEST(multipost({"plugins", "show", "mastodon"}).exit_code == 3);
}

BOOST_AUTO_TEST_CASE(a_wrong_configuration_ends_with_5_and_says_where)
{
    const auto list = file("hooks", slack() + "\nslack:" + networks.url() + "\n");
    const auto wrong_url = send({"-t", "@" + list, "hello"});
    BOOST_TEST(wrong_url.exit_code == 5);
    BOOST_TEST(contains(wrong_url.err, list + ", line 2"));
    BOOST_TEST(send({"-t", "@/nowhere/at/all", "hello"}).exit_code == 5);
    BOOST_TEST(send({"-t", slack(), "--allow-host", "no port", "hello"}).exit_code == 5);
    BOOST_TEST(send({"-t", slack(), "--ca-file", "/nowhere/at/all", "hello"}).exit_code == 5);
    BOOST_TEST(send({"-t", slack(), "--plugin-path", "/nowhere/at/all", "hello"}).exit_code == 5);
    BOOST_TEST(multipost({"send", "-t", slack(), "hello"}, {}, {"MULTIPOST_LOG=loud"}).exit_code == 5);
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(json_is_one_object_also_for_a_mistake)
{
    const auto command = send({"--json", "hello"});
    BOOST_TEST(command.exit_code == 3);
    const auto said = json_of(command);
    BOOST_TEST(said.at("deliveries").as_array().empty());
    BOOST_TEST(text(said, "/error/code") == "no_channel");
    BOOST_TEST(text(json_of(multipost({"send", "--json", "--nonsense"})), "/error/code") == "usage");
}

BOOST_AUTO_TEST_CASE(json_may_be_asked_for_with_a_value)
{
    for (const std::string yes : {"--json", "--json=true", "--json=1"})
        BOOST_TEST(text(json_of(multipost({"send", yes, "--nonsense"})), "/error/code") == "usage");
    for (const std::string no : {"--json=false", "--json=0"})
        BOOST_TEST(multipost({"send", no, "--nonsense"}).out.empty());
}

BOOST_AUTO_TEST_CASE(json_is_utf8_whatever_the_arguments_are)
{
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"--json", "send", "--bogus\xff"},
             {"--json", "plugins", "show", "\xed\xa0\x80\xc0\x80"},
             {"--json", "plugins", "check", "/nowhere\xff\xe2\x82"},
             {"--json", "plugins", "list", "--plugin-path", "/nowhere\xff"},
         })
    {
        const auto command = multipost(arguments);
        BOOST_TEST(command.exit_code != 0);
        BOOST_TEST(json_of(command).is_object());
        BOOST_TEST(contains(command.out, "\xEF\xBF\xBD"), command.out);
    }
}

BOOST_AUTO_TEST_CASE(channels_come_from_a_file_or_standard_input_without_a_warning)
{
    const auto lines = "# the team\n\n  " + slack() + "  \n" + discord() + "\n";
    for (const auto& command : {send({"-t", "@" + file("hooks", lines), "hello"}), send({"-t", "-", "hello"}, lines)})
    {
        BOOST_TEST(command.exit_code == 0, command.err);
        BOOST_TEST(command.err.empty(), command.err);
    }
    BOOST_TEST(ledger().size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_secret_in_the_arguments_is_warned_about_in_one_line)
{
    const auto command = send({"-t", slack("s1"), "-t", discord("s2"), "hello"});
    BOOST_TEST(std::count(command.err.begin(), command.err.end(), '\n') == 1);
    BOOST_TEST(contains(command.err, "other users of this machine"));
}

BOOST_AUTO_TEST_CASE(the_text_comes_from_a_file_without_its_last_line_break)
{
    BOOST_TEST(send({"-t", slack(), "-f", file("text", "first\nsecond\n"), "--plain-text"}).exit_code == 0);
    BOOST_TEST_REQUIRE(ledger().size() == 1U);
    BOOST_TEST(ledger()[0].text == "first\nsecond");
}

BOOST_AUTO_TEST_CASE(a_report_that_cannot_be_written_does_not_call_a_delivery_failed)
{
    for (const auto output : {output::full, output::closed})
    {
        networks.published().clear();
        auto p = multipost_program({"send", "--allow-host", authority(), "-t", slack(), "hello"});
        p.output = output;
        const auto command = run(p);
        BOOST_TEST(command.exit_code == 0);
        BOOST_TEST(contains(command.err, "standard output cannot be written"));
        BOOST_TEST(ledger().size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_report_that_cannot_be_written_is_no_failure_wherever_the_options_stand)
{
    auto p = multipost_program({"--json", "send", "--allow-host", authority(), "-t", slack(), "hello"});
    p.output = output::full;
    BOOST_TEST(run(p).exit_code == 0);
    BOOST_TEST(ledger().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_list_that_cannot_be_written_is_a_failure)
{
    auto p = multipost_program({"plugins", "list"});
    p.output = output::full;
    BOOST_TEST(run(p).exit_code == 1);
}

BOOST_AUTO_TEST_CASE(the_log_is_a_json_object_a_line_where_no_terminal_is)
{
    const auto command = send({"-vvv", "-q", "-t", slack(), "hello"});
    BOOST_TEST(command.err.empty(), "-q wins: " + command.err);

    const auto list = file("hooks", slack());
    std::istringstream lines(send({"-vvv", "-t", "@" + list, "hello"}).err);
    std::size_t records = 0;
    for (std::string line; std::getline(lines, line); ++records)
    {
        const auto record = boost::json::parse(line);
        for (const auto* name : {"/ts", "/level", "/msg"}) BOOST_TEST(!text(record, name).empty(), line);
    }
    BOOST_TEST(records > 0U);
}

BOOST_AUTO_TEST_CASE(control_characters_reach_no_terminal)
{
    const auto command = multipost({"preview", "-t", slack(), "red \x1b[31m, bell \x07, C1 \xc2\x9b"});
    BOOST_TEST(contains(command.out, R"(red \x1b[31m, bell \x07, C1 \x9b)"), command.out);
}

BOOST_AUTO_TEST_CASE(marks_of_direction_and_stray_bytes_reach_no_terminal)
{
    const auto preview = multipost({"preview", "-t", slack(), "a\u202Eb\u2066c\u200Fd é 👍"});
    BOOST_TEST(contains(preview.out, R"(a\u202eb\u2066c\u200fd é 👍)"), preview.out);
    const auto refusal = multipost({"plugins", "show", "a\x9b\xff"});
    BOOST_TEST(contains(refusal.err, R"("a\x9b\xff")"), refusal.err);
}

BOOST_AUTO_TEST_SUITE_END()
