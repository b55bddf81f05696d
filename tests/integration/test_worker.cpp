// SPDX-License-Identifier: BSL-1.0
// `multipost worker run`: the outbox of a folder that no server has.
#include "outbox_fixture.hpp"
#include "web_server.hpp"

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <signal.h>

#include <memory>

using integration::contains;
using integration::finished;
using integration::json_of;
using integration::text;
using integration::web_server;

namespace {

struct fixture : integration::outbox_fixture
{
    [[nodiscard]] finished worker(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), {"worker", "run"});
        return command(std::move(arguments));
    }

    // One that serves, and has the folder.
    [[nodiscard]] std::unique_ptr<integration::process> serving_worker() const
    {
        auto program = integration::multipost_program({"worker", "run"});
        program.environment = {"MULTIPOST_DATA=" + data, "MULTIPOST_ALLOW_HOSTS=" + authority(), "MULTIPOST_LOG=error"};
        auto serving = std::make_unique<integration::process>(program);
        integration::wait_until([this] { return contains(posts({"list"}).err, "in use by multipost worker"); });
        return serving;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(worker_command, fixture)

BOOST_AUTO_TEST_CASE(what_is_due_is_sent_and_what_is_not_is_left_when_it_runs_until_empty)
{
    const auto channel = add_channel();
    const auto other = add_channel("Other");
    for (int i = 0; i != 3; ++i) static_cast<void>(accept(i == 0 ? other : channel, "hello"));
    BOOST_TEST(command({"send", "-t", "Team", "--in", "1d", "later"}).exit_code == 0);
    const auto ran = worker({"--until-empty"});
    BOOST_TEST(ran.exit_code == 0, ran.err);
    BOOST_TEST(ran.out == "delivered 3, pending 1.\n");
    BOOST_TEST(ledger().size() == 3U);
    const auto again = worker({"--until-empty", "--json"});
    BOOST_TEST(json_of(again).at("delivered").as_int64() == 0);
    BOOST_TEST(json_of(again).at("pending").as_int64() == 1);
    BOOST_TEST(ledger().size() == 3U);
}

BOOST_AUTO_TEST_CASE(what_a_channel_that_is_paused_or_waits_for_a_next_try_has_does_not_keep_it)
{
    const auto paused = add_channel("Paused");
    const auto limited = add_channel("Limited", "fault.rate-60");
    static_cast<void>(accept(paused, "hello"));
    static_cast<void>(accept(limited, "hello"));
    BOOST_TEST(command({"channels", "pause", "Paused"}).exit_code == 0);
    const auto ran = worker({"--until-empty"});
    BOOST_TEST(ran.exit_code == 0, ran.err);
    BOOST_TEST(ran.out == "pending 2.\n");
}

BOOST_AUTO_TEST_CASE(it_ends_at_sigterm_when_what_is_under_way_has_ended)
{
    const auto channel = add_channel("Slow", "fault.slow-2");
    const auto id = accept(channel, "hello");
    const auto serving = serving_worker();
    serving->send_signal(SIGTERM);
    const auto ended = serving->wait();
    BOOST_TEST(ended.exit_code == 0, ended.err);
    const auto state = state_of(id);
    BOOST_TEST((state == "delivered" || state == "sending"), state);
    BOOST_TEST(worker({"--until-empty"}).exit_code == 0);
    BOOST_TEST(state_of(id) == "delivered");
    BOOST_TEST(ledger().size() == 1U);
}

BOOST_AUTO_TEST_CASE(it_sends_what_becomes_due_while_it_serves)
{
    add_channel();
    const auto id = text(json_of(command({"send", "-t", "Team", "--in", "2s", "--json", "hello"})), "/id");
    const auto serving = serving_worker();
    integration::wait_until([this] { return !ledger().empty(); });
    serving->send_signal(SIGINT);
    const auto ended = serving->wait();
    BOOST_TEST(ended.exit_code == 0, ended.err);
    BOOST_TEST(contains(ended.err, "until SIGTERM or SIGINT"), ended.err);
    BOOST_TEST(ended.out == "delivered 1.\n");
    BOOST_TEST(state_of(id) == "delivered");
}

BOOST_AUTO_TEST_CASE(a_folder_that_another_has_is_refused_with_its_owner_s_name)
{
    BOOST_TEST(worker({}).exit_code == 5); // there is no outbox
    add_channel();
    {
        const web_server server(environment());
        const auto refused = worker({"--until-empty"});
        BOOST_TEST(refused.exit_code == 1);
        BOOST_TEST(contains(refused.err, "A multipost-web has the data folder " + data), refused.err);
    }
    const auto serving = serving_worker();
    for (const auto& refused : {worker({"--until-empty"}), command({"send", "-t", "Team", "hello"})})
    {
        BOOST_TEST(refused.exit_code == 1);
        BOOST_TEST(contains(refused.err, "in use by multipost worker (process "), refused.err);
    }
}

BOOST_AUTO_TEST_CASE(commands_at_the_same_time_wait_for_each_other)
{
    add_channel();
    auto program = integration::multipost_program({"send", "-t", "Team", "hello"});
    program.environment = {"MULTIPOST_DATA=" + data};
    std::vector<std::unique_ptr<integration::process>> senders;
    for (int i = 0; i != 6; ++i) senders.push_back(std::make_unique<integration::process>(program));
    for (const auto& sender : senders)
    {
        const auto ended = sender->wait();
        BOOST_TEST(ended.exit_code == 0, ended.err);
    }
    BOOST_TEST(json_of(posts({"list", "--json"})).at("items").as_array().size() == 6U);
}

BOOST_AUTO_TEST_SUITE_END()
