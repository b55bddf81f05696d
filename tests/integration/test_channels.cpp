// SPDX-License-Identifier: BSL-1.0
// `multipost channels`: the channels of a server that runs, and of a folder that nobody has.
#include "outbox_fixture.hpp"
#include "web_server.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

using integration::contains;
using integration::finished;
using integration::json_of;
using integration::text;
using integration::web_server;

namespace {

struct fixture : integration::outbox_fixture
{
    [[nodiscard]] finished channels(std::vector<std::string> arguments, std::string input = {}) const
    {
        arguments.insert(arguments.begin(), "channels");
        return command(std::move(arguments), std::move(input));
    }

    void a_channel_lives_from_add_to_remove() const;
};

void fixture::a_channel_lives_from_add_to_remove() const
{
    const auto added = channels({"add", "Team", "-"}, slack("hidden1") + "\n");
    BOOST_TEST(added.exit_code == 0, added.err);
    BOOST_TEST(contains(added.out, "Added: Team (slack"), added.out);
    BOOST_TEST(contains(added.out, "multipost channels test Team"), added.out);
    BOOST_TEST(contains(channels({"list"}).out, "Team  slack    active  0        "), channels({"list"}).out);
    BOOST_TEST(json_of(channels({"list", "--json"})).at("items").as_array().size() == 1U);
    const auto shown = json_of(channels({"show", "Team", "--json"}));
    BOOST_TEST(text(shown, "/name") == "Team");
    BOOST_TEST(channels({"show", text(shown, "/id")}).exit_code == 0);
    BOOST_TEST(contains(channels({"show", "Team"}).out, "last delivered  never"));

    BOOST_TEST(channels({"add", "Team", "-"}, slack("hidden2") + "\n").exit_code == 1);
    BOOST_TEST(channels({"edit", "Team", "--name", "Crew", "--url", "-"}, slack("hidden2") + "\n").exit_code == 0);
    BOOST_TEST(text(json_of(channels({"show", "Crew", "--json"})), "/state") == "active");
    BOOST_TEST(channels({"show", "Team"}).exit_code == 3);
    const auto other_network = channels({"edit", "Crew", "--url", "-"}, discord() + "\n");
    BOOST_TEST(other_network.exit_code == 5);
    BOOST_TEST(contains(other_network.err, "another network"), other_network.err);

    const auto paused = channels({"pause", "Crew"});
    BOOST_TEST(contains(paused.out, "multipost channels resume Crew"), paused.out);
    BOOST_TEST(text(json_of(channels({"show", "Crew", "--json"})), "/state") == "paused");
    BOOST_TEST(contains(channels({"show", "Crew"}).out, "What is due waits"));
    BOOST_TEST(channels({"resume", "Crew"}).exit_code == 0);
    BOOST_TEST(text(json_of(channels({"show", "Crew", "--json"})), "/state") == "active");

    BOOST_TEST(command({"send", "-t", "Crew", "--in", "1d", "hello"}).exit_code == 0);
    const auto kept = channels({"remove", "Crew"});
    BOOST_TEST(kept.exit_code == 1);
    BOOST_TEST(contains(kept.err, "1 delivery to Crew would be cancelled"), kept.err);
    BOOST_TEST(channels({"remove", "Crew", "--force"}).exit_code == 0);
    BOOST_TEST(contains(channels({"list"}).out, "No channels yet. Add one: multipost channels add"));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(channels_command, fixture)

BOOST_AUTO_TEST_CASE(a_channel_is_added_changed_paused_and_removed_without_a_server_and_with_one)
{
    a_channel_lives_from_add_to_remove();
    const web_server server(environment());
    a_channel_lives_from_add_to_remove();
}

BOOST_AUTO_TEST_CASE(the_first_channel_makes_the_outbox_for_its_user_alone)
{
    const auto added = channels({"add", "Team", "-"}, slack() + "\n");
    BOOST_TEST(added.exit_code == 0, added.err);
    BOOST_TEST(contains(added.err, "master key was made, " + data + "/master.key"), added.err);
    for (const auto& name : {"", "/multipost.db", "/master.key"})
    {
        const auto for_others = std::filesystem::status(data + name).permissions() & std::filesystem::perms(077);
        BOOST_TEST((for_others == std::filesystem::perms::none), name);
    }
    std::filesystem::rename(data + "/master.key", data + "/elsewhere");
    BOOST_TEST(channels({"add", "Other", "-"}, slack() + "\n").exit_code == 5);
    BOOST_TEST(!std::filesystem::exists(data + "/master.key"));
}

BOOST_AUTO_TEST_CASE(a_wrong_channel_is_refused_and_nothing_is_made)
{
    BOOST_TEST(channels({"list"}).exit_code == 5);
    BOOST_TEST(channels({"add", "Team"}, "").exit_code == 2);
    BOOST_TEST(channels({"add", "Team"}, slack("a") + "\n" + slack("b") + "\n").exit_code == 2);
    BOOST_TEST(channels({"add", slack("hidden")}).exit_code == 2);
    BOOST_TEST(!contains(channels({"add", slack("hidden")}).err, "hidden"));
    BOOST_TEST(channels({"add", "Team", "@/nowhere/at/all"}).exit_code == 5);
    BOOST_TEST(!std::filesystem::exists(data));
    add_channel();
    BOOST_TEST(channels({"add", "Other", "mastodon://example.org/x"}).exit_code == 3);
    BOOST_TEST(channels({"add", "Other", "-"}, "slack:" + networks.url() + "\n").exit_code == 5);
    BOOST_TEST(channels({"add", " ", "-"}, slack() + "\n").exit_code == 5);
    BOOST_TEST(channels({"edit", "Team"}).exit_code == 2);
    BOOST_TEST(channels({"edit", "Team", "--name", slack("hidden")}).exit_code == 2);
    BOOST_TEST(channels({"pause", "Taem"}).exit_code == 3);
    BOOST_TEST(contains(channels({"pause", "Taem"}).err, "Did you mean \"Team\"?"));
    BOOST_TEST(contains(channels({"lsit"}).err, "Did you mean \"list\"?"));
    BOOST_TEST(json_of(channels({"list", "--json"})).at("items").as_array().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_secret_on_the_command_line_works_with_a_warning_and_none_is_ever_shown)
{
    std::string said;
    const auto note = [&said](const finished& ended) {
        said += ended.out + ended.err;
        return ended;
    };
    const auto added = note(channels({"add", "Team", slack("hidden")}));
    BOOST_TEST(added.exit_code == 0, added.err);
    BOOST_TEST(contains(added.err, "other users of this machine can read"), added.err);
    const auto from_file = note(channels({"add", "News", "@" + file("hook", "# ours\n" + slack("hidden") + "\n")}));
    BOOST_TEST(from_file.exit_code == 0, from_file.err);
    BOOST_TEST(!contains(from_file.err, "other users"), from_file.err);
    for (const auto& arguments : std::vector<std::vector<std::string>>{{"list"},
                                                                       {"list", "--json"},
                                                                       {"show", "Team"},
                                                                       {"show", "Team", "--json"},
                                                                       {"test", "Team", "-vvv"},
                                                                       {"test", "Team", "--json"},
                                                                       {"edit", "Team", "--url", slack("hidden")},
                                                                       {"remove", "Team", "--json"}})
        BOOST_TEST(note(channels(arguments)).exit_code != 2);
    BOOST_TEST(!contains(said, "hidden"), said);
    std::ifstream in(database_file(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    BOOST_TEST(!contains(bytes, "hidden"));
}

BOOST_AUTO_TEST_CASE(a_test_asks_the_network_and_publishes_nothing)
{
    add_channel("Good", "x");
    add_channel("Gone", "fault.status-404-no_service");
    const auto check = [this] {
        const auto good = channels({"test", "Good"});
        const auto gone = channels({"test", "Gone"});
        BOOST_TEST(good.exit_code == 0, good.out + good.err);
        BOOST_TEST(contains(good.out, "✓ Good can be used."), good.out);
        BOOST_TEST(gone.exit_code == 1, gone.out + gone.err);
        BOOST_TEST(contains(gone.out, "✗ Gone cannot be used: "), gone.out);
    };
    check();
    const web_server server(environment());
    check();
    BOOST_TEST(channels({"test", "Good", "--allow-host", "127.0.0.1:1"}).exit_code == 2);
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_SUITE_END()
