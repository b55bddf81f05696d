// SPDX-License-Identifier: BSL-1.0
// How multipost-web ends.
#include "sandbox_fixture.hpp"
#include "temporary_folder.hpp"
#include "web_server.hpp"

#include <multipost/connector_registry.hpp>
#include <multipost/outbox.hpp>

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <signal.h>

#include <chrono>
#include <filesystem>

using integration::json_of;
using integration::text;
using integration::web_server;

namespace {

constexpr int by_sigterm = 128 + SIGTERM;

struct fixture : integration::sandbox_fixture, integration::temporary_folder
{
    std::string data = path("data");
    std::vector<std::string> environment = integration::web_environment(data, {"MULTIPOST_ALLOW_HOSTS=" + authority()});

    // A post that the server finds due when it starts. Its network answers late, or never.
    [[nodiscard]] std::string accept(const std::string& fault) const
    {
        using boost::asio::use_future;
        std::filesystem::create_directory(data);
        multipost::connector_registry connectors;
        connectors.load_folder(INTEGRATION_PLUGINS);
        const auto key = multipost::master_key::create(std::filesystem::path(data) / "master.key").value();
        auto database = multipost::sqlite_database::open(std::filesystem::path(data) / "multipost.db").value();
        auto outbox = multipost::outbox::open(database, connectors, key).value();
        const multipost::new_channel wanted{"ada", "Team", connectors.channel_from_url(slack("x" + fault)).value()};
        const auto channel = outbox.async_add_channel(wanted, use_future).get().value();
        multipost::new_post p;
        p.owner = "ada";
        p.text = "hello";
        p.channels = {channel.id};
        return outbox.async_accept(p, use_future).get().value().accepted.id;
    }

    [[nodiscard]] std::string state_of_delivery(const std::string& id) const
    {
        const auto shown = integration::multipost({"posts", "show", id, "--json"}, {}, {"MULTIPOST_DATA=" + data});
        return text(json_of(shown), "/deliveries/0/state");
    }

    void wait_until_it_is_being_sent(const std::string& id) const
    {
        const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (state_of_delivery(id) != "sending" && std::chrono::steady_clock::now() < patience)
        {}
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(signals, fixture)

BOOST_AUTO_TEST_CASE(what_is_being_sent_may_end_before_the_server_does)
{
    const auto id = accept("fault.slow-2");
    web_server server(environment);
    wait_until_it_is_being_sent(id);
    BOOST_TEST(server.end() == 0);
    BOOST_TEST(state_of_delivery(id) == "delivered");
    BOOST_TEST(ledger().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_second_signal_ends_the_server_at_once_and_leaves_in_doubt_what_was_being_sent)
{
    const auto id = accept("fault.hang");
    web_server server(environment);
    wait_until_it_is_being_sent(id);
    const auto begun = std::chrono::steady_clock::now();
    kill(server.pid(), SIGTERM);
    // Until it says that it stops, a second signal could be taken for the first.
    while (integration::multipost_web({"--healthcheck"}, environment).exit_code == 0)
    {}
    BOOST_TEST(server.end() == by_sigterm);
    BOOST_TEST((std::chrono::steady_clock::now() - begun < std::chrono::seconds(20)));
    BOOST_TEST(state_of_delivery(id) == "unconfirmed");
}

BOOST_AUTO_TEST_CASE(sighup_and_sigpipe_change_nothing)
{
    web_server server(environment);
    for (const int signal : {SIGHUP, SIGPIPE, SIGHUP}) kill(server.pid(), signal);
    BOOST_TEST(integration::multipost_web({"--healthcheck"}, environment).exit_code == 0);
    BOOST_TEST(server.end() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
