// SPDX-License-Identifier: BSL-1.0
// `multipost db`: the database of a server that runs, and of a folder that nobody has.
#include "outbox_fixture.hpp"
#include "web_server.hpp"

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

using integration::contains;
using integration::finished;
using integration::json_of;
using integration::text;
using integration::web_server;

namespace fs = std::filesystem;

namespace {

struct fixture : integration::outbox_fixture
{
    std::string backup = path("backup.db");

    [[nodiscard]] finished db(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), "db");
        return command(std::move(arguments));
    }

    [[nodiscard]] std::size_t posts_there() const
    {
        return json_of(posts({"list", "--json"})).at("items").as_array().size();
    }

    void its_status_is_told_and_it_is_sound() const
    {
        const auto status = db({"status"});
        BOOST_TEST(status.exit_code == 0, status.err);
        BOOST_TEST(contains(status.out, database_file().string()), status.out);
        BOOST_TEST(contains(status.out, "outbox: step "), status.out);
        BOOST_TEST(contains(status.out, "deliveries: scheduled 1\n"), status.out);
        const auto told = json_of(db({"status", "--json"}));
        BOOST_TEST(text(told, "/file") == database_file().string());
        BOOST_TEST(told.at("bytes").as_int64() > 4'096);
        BOOST_TEST(told.at("deliveries").at("scheduled").as_int64() == 1);
        BOOST_TEST(db({"migrate"}).exit_code == 0);
        BOOST_TEST(contains(db({"migrate"}).out, "up to date"));
        BOOST_TEST(db({"check"}).exit_code == 0);
        BOOST_TEST(contains(db({"check"}).out, "Nothing is wrong"));
        BOOST_TEST(json_of(db({"check", "--json"})).at("found").as_array().empty());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(db_command, fixture)

BOOST_AUTO_TEST_CASE(its_status_is_told_and_it_is_checked_without_a_server_and_with_one)
{
    add_channel();
    BOOST_TEST(command({"send", "-t", "Team", "--in", "1d", "hello"}).exit_code == 0);
    its_status_is_told_and_it_is_sound();
    const web_server server(environment());
    its_status_is_told_and_it_is_sound();
    BOOST_TEST(contains(db({"status"}).out, "accounts: step "), db({"status"}).out);
}

BOOST_AUTO_TEST_CASE(a_backup_is_made_without_a_server_and_while_one_runs)
{
    add_channel();
    BOOST_TEST(command({"send", "-t", "Team", "--in", "1d", "hello"}).exit_code == 0);
    const auto check = [this](const std::string& file) {
        const auto made = db({"backup", file});
        BOOST_TEST(made.exit_code == 0, made.err);
        BOOST_TEST(contains(made.out, "Backed up: " + file), made.out);
        BOOST_TEST(contains(made.out, "master key is not in it"), made.out);
        BOOST_TEST((fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write)));
        BOOST_TEST(!fs::exists(file + "-wal"));
        const auto again = db({"backup", file});
        BOOST_TEST(again.exit_code == 1);
        BOOST_TEST(contains(again.err, file + "\" already"), again.err);
        BOOST_TEST(db({"backup", path("nowhere/at/all")}).exit_code == 1);
    };
    check(backup);
    const web_server server(environment());
    check(path("while_it_runs.db"));
}

BOOST_AUTO_TEST_CASE(a_backup_is_restored_and_what_it_would_send_again_is_on_hold)
{
    const auto team = add_channel();
    static_cast<void>(add_channel("Idle"));
    const auto before = accept(team, "due when the backup was made");
    BOOST_TEST(db({"backup", backup}).exit_code == 0);
    BOOST_TEST(command({"worker", "run", "--until-empty"}).exit_code == 0);
    static_cast<void>(accept(team, "after the backup"));
    BOOST_TEST(ledger().size() == 1U);

    const auto refused = db({"restore", backup});
    BOOST_TEST(refused.exit_code == 1);
    BOOST_TEST(contains(refused.err, "--force"), refused.err);
    BOOST_TEST(posts_there() == 2U);

    const auto restored = db({"restore", backup, "--force"});
    BOOST_TEST(restored.exit_code == 0, restored.err);
    BOOST_TEST(contains(restored.out, "  Team: 1 pending\n"), restored.out);
    BOOST_TEST(!contains(restored.out, "Idle"), restored.out);
    BOOST_TEST(posts_there() == 1U);
    BOOST_TEST(state_of(before) == "sending");
    {
        const web_server server(environment());
        BOOST_TEST(db({"restore", backup, "--force"}).exit_code == 1);
        BOOST_TEST(contains(db({"restore", backup, "--force"}).err, "Stop it first"));
    }
    BOOST_TEST(ledger().size() == 1U); // nothing twice
    BOOST_TEST(command({"channels", "resume", "Team"}).exit_code == 0);
    BOOST_TEST(command({"worker", "run", "--until-empty"}).exit_code == 0);
    BOOST_TEST(ledger().size() == 2U); // its user said so
    for (const auto& entry : fs::directory_iterator(data))
        BOOST_TEST(!contains(entry.path().string(), "restoring"), entry.path().string());
}

BOOST_AUTO_TEST_CASE(a_backup_is_restored_to_a_folder_that_has_only_the_key)
{
    add_channel();
    BOOST_TEST(db({"backup", backup}).exit_code == 0);
    const auto elsewhere = path("elsewhere");
    const auto without_key = command({"db", "restore", backup, "--data", elsewhere});
    BOOST_TEST(without_key.exit_code == 5);
    BOOST_TEST(contains(without_key.err, "master.key"), without_key.err);
    BOOST_TEST(!fs::exists(elsewhere + "/multipost.db"));
    fs::copy_file(data + "/master.key", elsewhere + "/master.key");
    BOOST_TEST(command({"db", "restore", backup, "--data", elsewhere, "--json"}).exit_code == 0);
    BOOST_TEST(contains(command({"channels", "list", "--data", elsewhere}).out, "Team"));
}

BOOST_AUTO_TEST_CASE(what_is_no_backup_changes_nothing)
{
    add_channel();
    BOOST_TEST(db({"restore", path("nowhere"), "--force"}).exit_code == 1);
    BOOST_TEST(db({"restore", file("text", "This is no database."), "--force"}).exit_code == 1);
    BOOST_TEST(contains(command({"channels", "list"}).out, "Team"));
    BOOST_TEST(db({"backup"}).exit_code == 2);
    BOOST_TEST(db({"restore"}).exit_code == 2);
    BOOST_TEST(contains(db({"statsu"}).err, "Did you mean \"status\"?"));
    fs::remove(database_file());
    BOOST_TEST(db({"status"}).exit_code == 5);
    BOOST_TEST(db({"backup", backup}).exit_code == 5);
}

BOOST_AUTO_TEST_CASE(damage_is_found)
{
    const auto channel = add_channel();
    for (int i = 0; i != 20; ++i) static_cast<void>(accept(channel, std::string(2'000, 'x')));
    {
        // A page of rows that is lost, behind the schema's.
        std::fstream damage(database_file(), std::ios::in | std::ios::out | std::ios::binary);
        damage.seekp(0, std::ios::end);
        const auto pages = damage.tellp() / 4096;
        damage.seekp((pages - 2) * 4096);
        damage << std::string(4096, 'z');
    }
    const auto checked = db({"check"});
    BOOST_TEST(checked.exit_code == 1, checked.out + checked.err);
    BOOST_TEST((contains(checked.out, "damaged") || contains(checked.err, "damaged")), checked.out + checked.err);
}

BOOST_AUTO_TEST_SUITE_END()
