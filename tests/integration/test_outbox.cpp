// SPDX-License-Identifier: BSL-1.0
// `multipost send` to stored channels: the outbox of a server that runs, and one that nobody has.
#include "outbox_fixture.hpp"
#include "web_server.hpp"

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <signal.h>

#include <chrono>
#include <filesystem>
#include <utility>

using integration::contains;
using integration::finished;
using integration::json_of;
using integration::text;
using integration::web_server;

namespace {

// Posts are planned in the year after this one, whenever this is.
const std::chrono::year next_year =
    std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())).year() +
    std::chrono::years(1);
const std::string year = std::to_string(static_cast<int>(next_year));

// When the clocks of the European Union change: the last Sunday of March and of October.
std::string last_sunday_of(std::chrono::month month)
{
    const std::chrono::year_month_day day(
        std::chrono::sys_days(next_year / month / std::chrono::Sunday[std::chrono::last]));
    return year + (month < std::chrono::October ? "-0" : "-") + std::to_string(static_cast<unsigned>(month)) + "-" +
           std::to_string(static_cast<unsigned>(day.day()));
}

struct fixture : integration::outbox_fixture
{
    [[nodiscard]] finished send(std::vector<std::string> arguments, std::string input = {},
                                std::vector<std::string> environment = {}) const
    {
        arguments.insert(arguments.begin(), "send");
        return command(std::move(arguments), std::move(input), std::move(environment));
    }

    [[nodiscard]] boost::json::array all_posts() const
    {
        return json_of(posts({"list", "--json"})).at("items").as_array();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(outbox, fixture)

BOOST_AUTO_TEST_CASE(a_named_channel_gets_what_its_outbox_accepted)
{
    add_channel();
    const auto accepted = send({"-t", "Team", "hello"});
    BOOST_TEST(accepted.exit_code == 0, accepted.err);
    BOOST_TEST(contains(accepted.out, "to Team (slack)."), accepted.out);
    BOOST_TEST(contains(accepted.out, "Nothing sends it yet"), accepted.out);
    BOOST_TEST(ledger().empty());
    const auto waited = send({"-t", "Team", "--wait", "again"});
    BOOST_TEST(waited.exit_code == 0, waited.err);
    BOOST_TEST(contains(waited.out, "✓ Team: delivered"), waited.out);
    BOOST_TEST(!contains(waited.out + waited.err + accepted.out, "hidden"));
    BOOST_TEST(ledger().size() == 2U); // in the order in which they were accepted
    BOOST_TEST(ledger()[0].text == "hello");
}

BOOST_AUTO_TEST_CASE(a_channel_s_name_may_hold_anything_but_a_url)
{
    for (const std::string name : {"My team", "Team: news", "#général", "a/b"})
    {
        add_channel(name);
        const auto accepted = send({"-t", name, "hello"});
        BOOST_TEST(accepted.exit_code == 0, accepted.err);
        BOOST_TEST(contains(accepted.out, "to " + name + " (slack)."), accepted.out);
    }
    const auto listed = send({"-t", "@" + file("channels", "# ours\nMy team\na/b\n"), "hello"});
    BOOST_TEST(contains(listed.out, "to My team (slack), a/b (slack)."), listed.out);
}

BOOST_AUTO_TEST_CASE(the_server_of_the_folder_sends_in_the_name_of_the_channel_s_owner)
{
    add_channel("Team", "hidden", "ada");
    const web_server server(environment());
    const auto sent = send({"-t", "Team", "--wait=30s", "--json", "hello"});
    BOOST_TEST(sent.exit_code == 0, sent.out + sent.err);
    BOOST_TEST(text(json_of(sent), "/deliveries/0/state") == "delivered");
    BOOST_TEST(ledger().size() == 1U);
    const auto accepted = send({"-t", "Team", "again"});
    BOOST_TEST(accepted.exit_code == 0, accepted.err);
    BOOST_TEST(!contains(accepted.out, "Nothing sends it"), accepted.out);
}

BOOST_AUTO_TEST_CASE(channels_of_several_users_are_refused_with_and_without_a_server)
{
    add_channel("One", "a", "ada");
    add_channel("Two", "b", "grace");
    const auto without = send({"-t", "One", "-t", "Two", "hello"});
    const web_server server(environment());
    const auto with = send({"-t", "One", "-t", "Two", "hello"});
    for (const auto& refused : {without, with})
    {
        BOOST_TEST(refused.exit_code == 1);
        BOOST_TEST(contains(refused.err, "belong to several users"), refused.err);
    }
    BOOST_TEST(all_posts().empty());
}

BOOST_AUTO_TEST_CASE(a_time_of_day_is_kept_in_its_zone)
{
    add_channel();
    for (const auto& at : {year + "-12-24 09:00", year + "-12-24T09:00", year + "-12-24 09:00:00"})
    {
        const auto planned = json_of(send({"-t", "Team", "--at", at, "--json", "hello"}));
        BOOST_TEST(text(planned, "/state") == "scheduled");
        BOOST_TEST(text(planned, "/schedule/zone") == "Europe/Paris");
        BOOST_TEST(text(planned, "/schedule/instant") == year + "-12-24T08:00:00.000Z");
    }
    const auto tokyo = send({"-t", "Team", "--at", year + "-12-24 09:00", "--tz", "Asia/Tokyo", "hello"});
    BOOST_TEST(contains(tokyo.out, "Goes out at " + year + "-12-24 09:00 JST (Asia/Tokyo), which is " + year +
                                       "-12-24 01:00 CET here."),
               tokyo.out);
    const auto instant = json_of(send({"-t", "Team", "--at", year + "-12-24 09:00:30+02:00", "--json", "hello"}));
    BOOST_TEST(text(instant, "/schedule/instant") == year + "-12-24T07:00:30.000Z");
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(what_the_clocks_do_is_said_with_and_without_a_server)
{
    add_channel();
    const auto check = [this] {
        const auto forward = last_sunday_of(std::chrono::March);
        const auto gap = send({"-t", "Team", "--at", forward + " 02:30", "hello"});
        BOOST_TEST(contains(gap.out, forward + " 03:00 CEST (Europe/Paris)"), gap.out);
        BOOST_TEST(contains(gap.out, "The clocks go forward"), gap.out);
        const auto back = last_sunday_of(std::chrono::October);
        const auto overlap = send({"-t", "Team", "--at", back + " 02:30", "hello"});
        BOOST_TEST(contains(overlap.out, back + " 02:30 CEST (Europe/Paris)"), overlap.out);
        BOOST_TEST(contains(overlap.out, "The second is " + back + "T01:30:00.000Z"), overlap.out);
    };
    check();
    const web_server server(environment());
    check();
}

BOOST_AUTO_TEST_CASE(the_zone_of_the_machine_counts_where_none_is_named)
{
    add_channel();
    const auto in_new_york =
        integration::multipost({"send", "-t", "Team", "--at", year + "-07-01 09:00", "--json", "hello"}, {},
                               {"MULTIPOST_DATA=" + data, "TZ=:America/New_York"});
    BOOST_TEST(text(json_of(in_new_york), "/schedule/zone") == "America/New_York");
    const auto nameless = integration::multipost({"send", "-t", "Team", "--at", year + "-07-01 09:00", "hello"}, {},
                                                 {"MULTIPOST_DATA=" + data, "TZ=XYZ-3"});
    BOOST_TEST(nameless.exit_code == 2);
    BOOST_TEST(contains(nameless.err, "--tz Europe/Paris"), nameless.err);
}

BOOST_AUTO_TEST_CASE(a_time_may_be_counted_from_now)
{
    add_channel();
    const auto planned = send({"-t", "Team", "--in", "1h30m", "--late", "10m", "--json", "hello"});
    BOOST_TEST(planned.exit_code == 0, planned.err);
    BOOST_TEST(text(json_of(planned), "/state") == "scheduled");
    BOOST_TEST(text(json_of(planned), "/schedule/late/send_within") == "PT10M");
}

BOOST_AUTO_TEST_CASE(what_would_be_sent_is_shown_without_a_server_and_with_one)
{
    add_channel("Team", "hidden12345");
    const auto check = [this] {
        const auto dry = send({"-t", "Team", "-n", "hello **you**"});
        BOOST_TEST(dry.exit_code == 0, dry.err);
        BOOST_TEST(contains(dry.out, "POST " + networks.url() + "/services/T1/B1/***"), dry.out);
        BOOST_TEST(contains(dry.out, "hello *you*"), dry.out);
        const auto seen = command({"preview", "-t", "Team", "hello **you**"});
        BOOST_TEST(seen.exit_code == 0, seen.err);
        BOOST_TEST(contains(seen.out, "Team: "), seen.out);
        BOOST_TEST(contains(seen.out, "  hello *you*\n"), seen.out);
        BOOST_TEST(!contains(dry.out + dry.err + seen.out + seen.err, "hidden"));
        return dry.out + seen.out + command({"preview", "-t", "Team", "--json", "hello"}).out;
    };
    const auto without = check();
    const web_server server(environment());
    BOOST_TEST(check() == without);
    BOOST_TEST(all_posts().empty());
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(the_same_key_is_the_same_post)
{
    add_channel();
    const auto once = json_of(send({"-t", "Team", "--key", "release 1.0", "--json", "hello"}));
    const auto twice = json_of(send({"-t", "Team", "--key", "release 1.0", "--json", "hello"}));
    BOOST_TEST(text(once, "/id") == text(twice, "/id"));
    const auto other = send({"-t", "Team", "--key", "release 1.0", "something else"});
    BOOST_TEST(other.exit_code == 2);
    BOOST_TEST(all_posts().size() == 1U);
    const web_server server(environment());
    BOOST_TEST(text(json_of(send({"-t", "Team", "--key", "release 1.0", "--json", "hello"})), "/id") ==
               text(once, "/id"));
    BOOST_TEST(send({"-t", "Team", "--key", "release 1.0", "something else"}).exit_code == 2);
}

BOOST_AUTO_TEST_CASE(waiting_ends_with_what_became_of_it)
{
    add_channel("Good", "x");
    add_channel("Gone", "fault.status-404-no_service");
    add_channel("Doubtful", "fault.reset-after");
    BOOST_TEST(send({"-t", "Gone", "--wait", "hello"}).exit_code == 1);
    const auto doubtful = send({"-t", "Doubtful", "--wait", "hello"});
    BOOST_TEST(doubtful.exit_code == 6, doubtful.out + doubtful.err);
    const auto part = send({"-t", "Good", "-t", "Doubtful", "--wait", "hello"});
    BOOST_TEST(part.exit_code == 6, part.out + part.err);
    // What needs attention refuses a post that would go out now.
    const auto refused = send({"-t", "Gone", "--wait", "hello"});
    BOOST_TEST(refused.exit_code == 1);
    BOOST_TEST(contains(refused.err, "Gone: "), refused.err);
}

BOOST_AUTO_TEST_CASE(waiting_ends_in_time_with_75)
{
    add_channel();
    const auto planned = send({"-t", "Team", "--in", "2h", "--wait=1s", "--json", "hello"});
    BOOST_TEST(planned.exit_code == 75, planned.err);
    BOOST_TEST(text(json_of(planned), "/deliveries/0/state") == "scheduled");
    const web_server server(environment());
    BOOST_TEST(send({"-t", "Team", "--in", "2h", "--wait=1s", "hello"}).exit_code == 75);
}

BOOST_AUTO_TEST_CASE(waiting_is_interrupted_and_the_post_stays)
{
    add_channel();
    auto program = integration::multipost_program({"send", "-t", "Team", "--in", "2h", "--wait", "--json", "hello"});
    program.environment = {"MULTIPOST_DATA=" + data, "MULTIPOST_LOG=error"};
    integration::process waiting(program);
    integration::wait_until([this] { return contains(posts({"list"}).err, "in use by multipost"); });
    waiting.send_signal(SIGINT);
    const auto ended = waiting.wait();
    BOOST_TEST(ended.exit_code == 130, ended.err);
    BOOST_TEST(text(json_of(ended), "/state") == "scheduled");
    BOOST_TEST(all_posts().size() == 1U);
}

BOOST_AUTO_TEST_CASE(options_that_contradict_each_other_are_refused_and_nothing_is_accepted)
{
    add_channel();
    const auto url = slack();
    for (const auto& [arguments, said] : std::vector<std::pair<std::vector<std::string>, std::string>>{
             {{"-t", "Team", "--at", year + "-12-24 09:00", "--in", "2h", "a"}, "--at and --in"},
             {{"-t", "Team", "--tz", "Europe/Paris", "a"}, "--tz is the time zone of --at"},
             {{"-t", "Team", "--late", "1h", "a"}, "--late"},
             {{"-t", "Team", "--in", "2h", "--late", "59s", "a"}, "a minute at least"},
             {{"-t", "Team", "--at", year + "-12-24 09:00", "--tz", "Europe/Pariss", "a"},
              "no time zone \"Europe/Pariss\""},
             {{"-t", "Team", "--at", "tomorrow", "a"}, "\"tomorrow\" is no time"},
             {{"-t", "Team", "--at", "2020-12-24 09:00", "a"}, "That time has passed"},
             {{"-t", "Team", "--in", "soon", "a"}, "--in is \"soon\""},
             {{"-t", "Team", "--wait=soon", "a"}, "--wait is \"soon\""},
             {{"-t", "Team", "--key", "", "a"}, "--key"},
             {{"-t", "Team", "--key", "é", "a"}, "--key"},
             {{"-t", "Team", "--timeout", "3", "a"}, "--timeout"},
             {{"-t", "Team", "--plain-text", "a"}, "--plain-text"},
             {{"-t", "Team", "--allow-host", "127.0.0.1:1", "a"}, "--allow-host"},
             {{"-t", "Team", "-t", url, "a"}, "either to URLs"},
             {{"-t", url, "--at", year + "-12-24 09:00", "a"}, "multipost channels add"},
             {{"-t", url, "--wait", "a"}, "--wait needs the outbox"},
             {{"-t", url, "--key", "k", "a"}, "--key needs the outbox"},
             {{"-t", "Team"}, "no text"},
             {{"-t", "Team", " "}, "empty"},
         })
        BOOST_TEST_CONTEXT(said)
        {
            const auto refused = send(arguments);
            BOOST_TEST(refused.exit_code == 2, refused.err);
            BOOST_TEST(contains(refused.err, said), refused.err);
        }
    BOOST_TEST(all_posts().empty());
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(a_channel_that_is_not_there_ends_with_3_and_the_nearest)
{
    const auto nowhere = send({"-t", "Team", "hello"});
    BOOST_TEST(nowhere.exit_code == 3);
    BOOST_TEST(contains(nowhere.err, "multipost channels add"), nowhere.err);
    BOOST_TEST(!std::filesystem::exists(data));
    add_channel("Team", "a", "ada");
    add_channel("Team", "b", "grace");
    const auto token = send({"-t", "xoxb-a-token-by-mistake", "hello"});
    BOOST_TEST(token.exit_code == 3);
    BOOST_TEST(contains(token.err, "-t number 1: There is no channel"), token.err);
    BOOST_TEST(!contains(token.err, "xoxb"), token.err);
    const auto mistyped = send({"-t", "Taem", "hello"});
    BOOST_TEST(mistyped.exit_code == 3);
    BOOST_TEST(contains(mistyped.err, "Did you mean \"Team\"?"), mistyped.err);
    const auto ambiguous = send({"-t", "Team", "hello"});
    BOOST_TEST(ambiguous.exit_code == 3);
    BOOST_TEST(contains(ambiguous.err, "Use the id"), ambiguous.err);
    const auto id = add_channel("Another");
    BOOST_TEST(send({"-t", id, "hello"}).exit_code == 0);
}

BOOST_AUTO_TEST_SUITE_END()
