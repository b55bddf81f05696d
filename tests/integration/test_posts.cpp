// SPDX-License-Identifier: BSL-1.0
// `multipost posts` and the commands of multipost-web, beside a server that runs and without one.
#include "outbox_fixture.hpp"
#include "web_server.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>

using integration::contains;
using integration::json_of;
using integration::multipost_web;
using integration::text;
using integration::web_server;

namespace {

const std::string next_year = std::to_string(
    static_cast<int>(
        std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())).year()) +
    1);

constexpr auto* good_password = "seven moons over the ladder\n";

struct fixture : integration::outbox_fixture
{
    [[nodiscard]] std::string accept_without_server(const std::string& words) const
    {
        return accept(add_channel(), words);
    }

    // A post for tomorrow, and what is tried with it, by a server if one runs.
    [[nodiscard]] std::string plan(const std::string& words, std::vector<std::string> options = {"--in", "1d"}) const
    {
        std::vector<std::string> arguments{"send", "-t", "Team", "--json", words};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const auto accepted = command(std::move(arguments));
        BOOST_TEST_REQUIRE(accepted.exit_code == 0, accepted.err);
        return text(json_of(accepted), "/id");
    }

    void a_planned_post_is_changed_cancelled_and_restored() const;
    void what_it_is_too_late_for_is_said(const std::string& delivered) const;
};

void fixture::a_planned_post_is_changed_cancelled_and_restored() const
{
    const auto id = plan("hello", {"--in", "1d", "--late", "10m"});
    const auto edited = posts({"edit", id, "hello **again**"});
    BOOST_TEST(edited.exit_code == 0, edited.err);
    BOOST_TEST(contains(edited.out, "has the new text"), edited.out);
    BOOST_TEST(text(json_of(posts({"show", id, "--json"})), "/text") == "hello **again**");
    BOOST_TEST(text(json_of(command({"posts", "edit", id, "-", "--json"}, "from a pipe\n")), "/text") == "from a pipe");

    const auto moved = posts({"reschedule", id, "--at", next_year + "-12-24 09:00", "--tz", "Asia/Tokyo"});
    BOOST_TEST(moved.exit_code == 0, moved.err);
    BOOST_TEST(contains(moved.out, "Goes out at " + next_year + "-12-24 09:00 JST (Asia/Tokyo), which is"), moved.out);
    BOOST_TEST(text(json_of(posts({"show", id, "--json"})), "/schedule/late/send_within") == "PT10M");
    const auto later = json_of(posts({"reschedule", id, "--late", "2h", "--json"}));
    BOOST_TEST(text(later, "/schedule/late/send_within") == "PT2H");
    BOOST_TEST(text(later, "/schedule/zone") == "Asia/Tokyo");

    const auto cancelled = posts({"cancel", id});
    BOOST_TEST(cancelled.exit_code == 0, cancelled.err);
    BOOST_TEST(contains(cancelled.out, "multipost posts restore " + id), cancelled.out);
    BOOST_TEST(posts({"cancel", id}).exit_code == 1);
    BOOST_TEST(contains(posts({"cancel", id}).err, "Nothing of post " + id + " is left to cancel."));
    const auto restored = posts({"restore", id});
    BOOST_TEST(restored.exit_code == 0, restored.err);
    BOOST_TEST(contains(restored.out, "Goes out at " + next_year), restored.out);
    BOOST_TEST(posts({"restore", id}).exit_code == 1);
    BOOST_TEST(contains(posts({"list", "--to-come"}).out, id));
    BOOST_TEST(posts({"cancel", id}).exit_code == 0);
}

void fixture::what_it_is_too_late_for_is_said(const std::string& delivered) const
{
    for (const auto& late : {posts({"edit", delivered, "other"}), posts({"reschedule", delivered, "--in", "1d"}),
                             posts({"cancel", delivered}), posts({"restore", delivered}), posts({"retry", delivered})})
    {
        BOOST_TEST(late.exit_code == 1, late.err);
        BOOST_TEST(contains(late.err, "multipost posts show " + delivered + " tells what became of it."), late.err);
    }
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(posts, fixture)

BOOST_AUTO_TEST_CASE(posts_are_listed_without_a_server_and_nothing_is_sent)
{
    const auto first = accept_without_server("first **post**");
    const auto second = accept_without_server("second\nwith a line more");
    const auto list = posts({"list"});
    BOOST_TEST(list.exit_code == 0, list.err);
    BOOST_TEST(contains(list.out, "  sending  " + first + "  first **post**\n"), list.out);
    BOOST_TEST(contains(list.out, second + "  second…\n"), list.out);
    BOOST_TEST(list.out.find(second) < list.out.find(first));
    BOOST_TEST(json_of(posts({"list", "--json"})).at("items").as_array().size() == 2U);
    BOOST_TEST(json_of(posts({"list", "--json", "--limit", "1"})).at("items").as_array().size() == 1U);
    BOOST_TEST(json_of(posts({"list", "--json", "--state", "failed"})).at("items").as_array().empty());
    BOOST_TEST(contains(posts({"list", "--status", "failed"}).out, "No posts like that."));
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(posts_are_listed_through_the_socket_of_a_server_that_runs)
{
    const auto id = accept_without_server("hello");
    web_server server(environment());
    wait_for_state(id, "delivered");
    BOOST_TEST(ledger().size() == 1U);
    const auto list = posts({"list"});
    BOOST_TEST(list.exit_code == 0, list.err);
    BOOST_TEST(contains(list.out, "  delivered  " + id + "  hello\n"), list.out);
    const auto show = posts({"show", id});
    BOOST_TEST(show.exit_code == 0, show.err);
    BOOST_TEST(contains(show.out, "(slack): delivered"), show.out);
    BOOST_TEST(!contains(show.out + show.err + list.out, "hidden"));
    BOOST_TEST(server.end() == 0);
}

BOOST_AUTO_TEST_CASE(both_ways_tell_the_same)
{
    const auto id = accept_without_server("hello");
    {
        const web_server server(environment());
        wait_for_state(id, "delivered");
    }
    const auto without = json_of(posts({"show", id, "--json"}));
    const web_server server(environment());
    const auto with = json_of(posts({"show", id, "--json"}));
    BOOST_TEST(boost::json::serialize(without) == boost::json::serialize(with));
}

BOOST_AUTO_TEST_CASE(nothing_of_a_post_moves_the_cursor)
{
    const auto id = accept_without_server("red \x1b[31m, C1 \xc2\x9b, \u202e");
    for (const auto& said : {posts({"list"}), posts({"show", id})})
    {
        BOOST_TEST(said.exit_code == 0, said.err);
        BOOST_TEST(contains(said.out, R"(red \x1b[31m, C1 \x9b, \u202e)"), said.out);
        BOOST_TEST(!contains(said.out, "\x1b"));
    }
}

BOOST_AUTO_TEST_CASE(a_planned_post_is_changed_cancelled_and_restored_without_a_server_and_with_one)
{
    add_channel();
    a_planned_post_is_changed_cancelled_and_restored();
    const web_server server(environment());
    a_planned_post_is_changed_cancelled_and_restored();
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(what_has_gone_out_is_changed_no_more_without_a_server_and_with_one)
{
    const auto id = accept_without_server("hello");
    {
        const web_server server(environment());
        wait_for_state(id, "delivered");
        what_it_is_too_late_for_is_said(id);
    }
    what_it_is_too_late_for_is_said(id);
}

BOOST_AUTO_TEST_CASE(a_planned_post_goes_out_now_when_it_is_told_to)
{
    add_channel();
    const auto id = plan("hello");
    const auto moved = posts({"reschedule", id, "--now"});
    BOOST_TEST(moved.exit_code == 0, moved.err);
    BOOST_TEST(contains(moved.out, "Nothing sends it yet"), moved.out);
    const web_server server(environment());
    wait_for_state(id, "delivered");
    BOOST_TEST(ledger().size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_failed_is_sent_again_when_it_is_told_to)
{
    add_channel("Gone", "fault.status-404-no_service");
    const auto sent = command({"send", "-t", "Gone", "--wait", "--json", "hello"});
    BOOST_TEST(sent.exit_code == 1, sent.err);
    const auto id = text(json_of(sent), "/id");
    const auto retried = posts({"retry", id});
    BOOST_TEST(retried.exit_code == 0, retried.err);
    BOOST_TEST(contains(retried.out, "is sent again"), retried.out);
    BOOST_TEST(state_of(id) == "sending");
}

BOOST_AUTO_TEST_CASE(what_is_unconfirmed_is_settled_by_what_its_user_saw_without_a_server_and_with_one)
{
    add_channel("Doubtful", "fault.reset-after");
    const auto settle = [this](const std::string& how) {
        const auto sent = command({"send", "-t", "Doubtful", "--wait", "--json", "hello"});
        BOOST_TEST(sent.exit_code == 6, sent.err);
        const auto delivery = text(json_of(sent), "/deliveries/0/id");
        BOOST_TEST(contains(posts({"show", text(json_of(sent), "/id")}).out,
                            "multipost posts resolve " + delivery + " --delivered"));
        BOOST_TEST(posts({"resolve", delivery}).exit_code == 2);
        BOOST_TEST(posts({"resolve", delivery, "--delivered", "--not-delivered"}).exit_code == 2);
        const auto settled = posts({"resolve", delivery, how});
        BOOST_TEST(settled.exit_code == 0, settled.err);
        const auto again = posts({"resolve", delivery, "--delivered", "--json"});
        BOOST_TEST(again.exit_code == 1, again.out);
        return text(json_of(sent), "/id");
    };
    const auto check = [&] {
        BOOST_TEST(state_of(settle("--delivered")) == "delivered");
        const auto unknown = posts({"resolve", "0199f3a6-2c34-7f64-93e5-708192a3b4c5", "--delivered"});
        BOOST_TEST(unknown.exit_code == 1);
        BOOST_TEST(contains(unknown.err, "There is no delivery"), unknown.err);
    };
    check();
    {
        const web_server server(environment());
        check();
    }
    const auto sent_again = settle("--not-delivered");
    BOOST_TEST(state_of(sent_again) == "sending");
}

BOOST_AUTO_TEST_CASE(posts_are_found_by_state_channel_text_and_time)
{
    add_channel("Team");
    add_channel("News");
    const auto hello = plan("Hello WORLD");
    BOOST_TEST(command({"send", "-t", "News", "something else"}).exit_code == 0);
    const auto check = [&] {
        for (const auto& filter : std::vector<std::vector<std::string>>{{"--text", "hello w"},
                                                                        {"--channel", "Team"},
                                                                        {"--status", "scheduled"},
                                                                        {"--status", "missed", "--status", "scheduled"},
                                                                        {"--to-come"}})
            BOOST_TEST_CONTEXT(filter.back())
            {
                auto arguments = filter;
                arguments.insert(arguments.begin(), {"list", "--json"});
                const auto found = json_of(posts(arguments)).at("items").as_array();
                BOOST_TEST_REQUIRE(found.size() == 1U);
                BOOST_TEST(text(found[0], "/id") == hello);
            }
        BOOST_TEST(json_of(posts({"list", "--since", "1h", "--json"})).at("items").as_array().size() == 2U);
        BOOST_TEST(json_of(posts({"list", "--since", next_year + "-01-01", "--json"})).at("items").as_array().empty());
        BOOST_TEST(posts({"list", "--since", "last week"}).exit_code == 2);
        BOOST_TEST(posts({"list", "--since", "1h", "--to-come"}).exit_code == 2);
        BOOST_TEST(posts({"list", "--channel", "Nobody"}).exit_code == 3);
    };
    check();
    const web_server server(environment());
    check();
}

BOOST_AUTO_TEST_CASE(a_wrong_change_is_refused_before_anything_is_asked)
{
    add_channel();
    const auto id = plan("hello");
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"edit", id},
             {"edit", id, " "},
             {"edit", id, "a", "-f", "/etc/hostname"},
             {"edit", "a"},
             {"reschedule", id},
             {"reschedule", id, "--tz", "Europe/Paris"},
             {"reschedule", id, "--now", "--in", "1d"},
             {"reschedule", id, "--at", "soon"},
             {"reschedule", id, "--at", "2020-01-01 09:00"},
             {"reschedule", id, "--in", "9000d"},
             {"cancel"},
         })
        BOOST_TEST_CONTEXT(arguments.back())
        {
            const auto refused = posts(arguments);
            BOOST_TEST(refused.exit_code == 2, refused.err);
        }
    BOOST_TEST(contains(posts({"cancle", id}).err, "Did you mean \"cancel\"?"));
    BOOST_TEST(json_of(posts({"show", id, "--json"})).at("revision").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_with_its_exit_code)
{
    const auto nowhere = posts({"list"});
    BOOST_TEST(nowhere.exit_code == 5);
    BOOST_TEST(contains(nowhere.err, data + "/multipost.db does not exist"), nowhere.err);
    BOOST_TEST(!std::filesystem::exists(data));

    static_cast<void>(accept_without_server("hello"));
    BOOST_TEST(posts({"list", "--state", "sent"}).exit_code == 2);
    BOOST_TEST(posts({"list", "--limit", "0"}).exit_code == 2);
    BOOST_TEST(posts({"list", "--channel", "x&limit=1"}).exit_code == 3);
    for (const std::string id : {"x", "../channels", "0199f3a6-2c34-7f64-93e5-708192a3b4c5"})
    {
        BOOST_TEST(posts({"show", id}).exit_code == 1);
        BOOST_TEST(contains(posts({"show", id}).err, "There is no post " + id));
    }
    BOOST_TEST(text(json_of(posts({"show", "x", "--json"})), "/error/code") == "not_found");
    std::filesystem::rename(data + "/master.key", data + "/elsewhere");
    BOOST_TEST(posts({"list"}).exit_code == 5);
}

BOOST_AUTO_TEST_CASE(a_second_server_on_a_data_folder_is_told_who_has_it)
{
    const web_server server(environment());
    const auto second = multipost_web({}, environment());
    BOOST_TEST(second.exit_code == 1);
    BOOST_TEST(contains(second.err, "multipost-web"), second.err);
    BOOST_TEST(contains(second.err, std::to_string(server.pid())), second.err);
    BOOST_TEST(multipost_web({"--healthcheck"}, environment()).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(a_wrong_configuration_ends_with_5_and_all_of_it_is_told)
{
    const auto file = this->file("config.toml", "\nlissten = 'x'\n");
    const auto wrong = multipost_web({"--config", file}, environment({"MULTIPOST_REGISTRATION=all"}));
    BOOST_TEST(wrong.exit_code == 5);
    BOOST_TEST(contains(wrong.err, file + R"(, line 2: there is no setting "lissten". Did you mean "listen"?)"),
               wrong.err);
    BOOST_TEST(contains(wrong.err, R"(MULTIPOST_REGISTRATION is "all"; it should be open, invite or closed.)"));
    BOOST_TEST(multipost_web({"--lissten", "x"}, environment()).exit_code == 2);
    BOOST_TEST(contains(multipost_web({"--lissten", "x"}, environment()).err, "Did you mean --listen?"));
    BOOST_TEST(multipost_web({"--config", "/nowhere/at/all"}, environment()).exit_code == 5);
    BOOST_TEST(!std::filesystem::exists(data));
}

BOOST_AUTO_TEST_CASE(a_server_without_its_key_or_with_another_does_not_start)
{
    BOOST_TEST(web_server(environment()).end() == 0);
    const auto key = data + "/master.key";
    std::filesystem::rename(key, key + ".kept");
    const auto missing = multipost_web({}, environment());
    BOOST_TEST(missing.exit_code == 5);
    BOOST_TEST(contains(missing.err, key + " is missing"), missing.err);
    BOOST_TEST(!std::filesystem::exists(key));

    multipost::master_key::create(key).value();
    BOOST_TEST(multipost_web({}, environment()).exit_code == 5);
    std::filesystem::rename(key + ".kept", key);
    BOOST_TEST(web_server(environment()).end() == 0);
}

BOOST_AUTO_TEST_CASE(the_operator_works_beside_the_server_and_without_it)
{
    const auto create = [this](const std::string& email, const std::string& password) {
        return multipost_web({"admin", "create", "--email", email}, environment(), password);
    };
    const auto first = create("ada@example.org", good_password);
    BOOST_TEST(first.exit_code == 0, first.err);
    BOOST_TEST(create("weak@example.org", "password\n").exit_code == 1);
    BOOST_TEST(create("none@example.org", "").exit_code == 2);
    BOOST_TEST(multipost_web({"--healthcheck"}, environment()).exit_code == 1);
    {
        const web_server server(environment());
        BOOST_TEST(create("grace@example.org", good_password).exit_code == 0);
        BOOST_TEST(create("ada@example.org", good_password).exit_code == 1);
        const auto reset = multipost_web({"password", "reset", "--email", "ada@example.org"}, environment(),
                                         "violet ladder, nine moons\n");
        BOOST_TEST(reset.exit_code == 0, reset.err);
        BOOST_TEST(
            multipost_web({"password", "reset", "--email", "x@example.org"}, environment(), good_password).exit_code ==
            1);
        const auto invited = multipost_web({"invite"}, environment());
        BOOST_TEST(invited.exit_code == 0, invited.err);
        BOOST_TEST(invited.out.size() > 16U);
    }
    BOOST_TEST(multipost_web({"invite", "--email", "alan@example.org"}, environment()).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(the_master_key_changes_while_the_server_runs_and_while_it_does_not)
{
    const auto id = accept_without_server("hello");
    const auto key = data + "/master.key";
    const auto before = std::filesystem::last_write_time(key);
    {
        const web_server server(environment());
        const auto rotated = multipost_web({"keys", "rotate"}, environment());
        BOOST_TEST(rotated.exit_code == 0, rotated.err);
        BOOST_TEST(contains(rotated.out, key), rotated.out);
    }
    BOOST_TEST((std::filesystem::last_write_time(key) != before));
    BOOST_TEST(!std::filesystem::exists(key + ".next"));
    const auto again = multipost_web({"keys", "rotate"}, environment());
    BOOST_TEST(again.exit_code == 0, again.err);
    BOOST_TEST(posts({"show", id}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(a_change_of_the_key_that_was_interrupted_is_ended_at_the_next_start)
{
    static_cast<void>(accept_without_server("hello"));
    const auto key = data + "/master.key";
    std::filesystem::copy_file(key, path("old.key"));
    BOOST_TEST(multipost_web({"keys", "rotate"}, environment()).exit_code == 0);
    // as a crash after the commit leaves it
    std::filesystem::rename(key, key + ".next");
    std::filesystem::rename(path("old.key"), key);
    BOOST_TEST(web_server(environment()).end() == 0);
    BOOST_TEST(!std::filesystem::exists(key + ".next"));
    // as a crash before the commit leaves it
    multipost::master_key::create(key + ".next").value();
    BOOST_TEST(web_server(environment()).end() == 0);
    BOOST_TEST(!std::filesystem::exists(key + ".next"));
    BOOST_TEST(posts({"list"}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(files_are_for_their_owner_only_whatever_the_umask_is)
{
    const web_server server(environment());
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(data))
    {
        const auto for_others = entry.symlink_status().permissions() & std::filesystem::perms(077);
        BOOST_TEST((for_others == std::filesystem::perms::none), entry.path().string());
        ++files;
    }
    BOOST_TEST(files >= 3U);
}

BOOST_AUTO_TEST_SUITE_END()
