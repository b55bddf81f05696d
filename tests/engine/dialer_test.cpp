// SPDX-License-Identifier: BSL-1.0
#include "client_fixture.hpp"
#include "engine/dialer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include <netdb.h>

#include <atomic>
#include <future>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace multipost;
using namespace multipost::test;

namespace {

dialer_options patient(const std::string& allowed = {})
{
    dialer_options options;
    options.step_timeout = long_time;
    options.allow = *allow_list::parse(allowed);
    return options;
}

// A DNS of which a test decides every answer.
name_lookup::function answers(std::vector<std::string> addresses)
{
    lookup_answer answer;
    for (const auto& address : addresses) answer.addresses.push_back(asio::ip::make_address(address));
    return [answer](const std::string&) { return answer; };
}

name_lookup::function fails(int error)
{
    return [error](const std::string&) { return lookup_answer{error, {}}; };
}

struct dialed
{
    std::string outcome;
    std::string words;
};

dialed told(const dialer::outcome& outcome)
{
    if (const auto* failed = std::get_if<io_failure>(&outcome))
        return {summary(exchange_result(*failed)), test::words(exchange_result(*failed))};
    return {"connected", ""};
}

// Dials and says what came of it.
dialed dial(dialer_options options, name_lookup::function look_up, const std::string& url)
{
    asio::io_context context;
    dialer dials(context.get_executor(), std::move(options), std::move(look_up));
    const auto to = *destination_from_url(url);
    const auto stop =
        std::make_shared<interruption>(context.get_executor(), std::chrono::steady_clock::now() + long_time);
    dialed result;
    asio::co_spawn(context, dials.dial(to, *stop), [&](std::exception_ptr, const dialer::outcome& outcome) {
        result = told(outcome);
        stop->finish();
    });
    context.run();
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(dialers)

BOOST_AUTO_TEST_CASE(a_name_that_leads_inside_is_refused)
{
    for (const auto* address :
         {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:192.168.0.1", "64:ff9b::7f00:1"})
    {
        BOOST_TEST_CONTEXT(address)
        {
            const auto result = dial(patient(), answers({address}), "https://public.example/");
            BOOST_TEST(result.outcome == "forbidden/address_forbidden not sent");
            BOOST_TEST(result.words.starts_with("public.example is not reached: "), result.words);
            BOOST_TEST(result.words.find("--allow-host public.example:443") != std::string::npos, result.words);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_name_is_looked_up_once_and_its_checked_address_used)
{
    scripted_server server([](peer& client, int) { client.read_until_closed(); });
    std::atomic<int> lookups = 0;
    const auto rebinding = [&](const std::string&) {
        lookup_answer answer;
        // What a second look would find is never asked for.
        answer.addresses.push_back(asio::ip::make_address(lookups++ == 0 ? "127.0.0.1" : "10.0.0.1"));
        return answer;
    };
    const auto name = "public.example:" + std::to_string(server.port());
    BOOST_TEST(dial(patient(name), rebinding, "http://" + name + "/").outcome == "connected");
    BOOST_TEST(lookups == 1);
}

BOOST_AUTO_TEST_CASE(only_the_addresses_that_pass_are_tried)
{
    // The server's address is not among the allowed ones; nothing listens where the others are.
    scripted_server server([](peer& client, int) { client.read_until_closed(); });
    const auto url = "https://public.example:" + std::to_string(server.port()) + "/";
    const auto result = dial(patient("127.0.1.0/24"), answers({"127.0.0.1", "127.0.1.1", "127.0.1.2"}), url);
    BOOST_TEST(result.outcome == "connect/connection_refused not sent");
}

BOOST_AUTO_TEST_CASE(the_addresses_are_tried_in_order)
{
    scripted_server server([](peer& client, int) { client.read_until_closed(); });
    const auto name = "public.example:" + std::to_string(server.port());
    const auto result = dial(patient(name), answers({"127.0.0.2", "127.0.0.3", "127.0.0.1"}), "http://" + name + "/");
    BOOST_TEST(result.outcome == "connected");
}

BOOST_AUTO_TEST_CASE(a_name_with_many_addresses_is_given_up)
{
    scripted_server server([](peer& client, int) { client.read_until_closed(); });
    const auto name = "public.example:" + std::to_string(server.port());
    std::vector<std::string> addresses;
    for (int i = 2; i < 52; ++i) addresses.push_back("127.0.0." + std::to_string(i));
    addresses.push_back("127.0.0.1");
    BOOST_TEST(dial(patient(name), answers(addresses), "http://" + name + "/").outcome ==
               "connect/connection_refused not sent");
    BOOST_TEST(server.connections() == 0);
}

BOOST_AUTO_TEST_CASE(an_address_that_hangs_leaves_time_for_the_next)
{
    // A listener that accepts nobody and whose queue is full: the kernel drops what else comes.
    asio::io_context context;
    tcp::acceptor full(context, tcp::endpoint(asio::ip::make_address("127.0.0.2"), 0), false);
    full.listen(0);
    const auto port = full.local_endpoint().port();
    std::list<tcp::socket> queued;
    for (int i = 0; i < 8; ++i)
    {
        queued.emplace_back(context).async_connect(full.local_endpoint(), [](boost::system::error_code) {});
    }
    const auto name = "public.example:" + std::to_string(port);
    auto options = patient(name);
    options.step_timeout = 2 * short_time;

    const auto alone = dial(options, answers({"127.0.0.2"}), "http://" + name + "/");
    BOOST_TEST(alone.outcome == "timeout/timeout not sent");
    BOOST_TEST(alone.words.starts_with("connecting to http://" + name + " took longer than 300 ms"), alone.words);

    tcp::acceptor good(context, tcp::endpoint(asio::ip::make_address("127.0.0.1"), port));
    BOOST_TEST(dial(options, answers({"127.0.0.2", "127.0.0.1"}), "http://" + name + "/").outcome == "connected");
}

BOOST_AUTO_TEST_CASE(a_name_without_an_address_is_told_from_a_silent_name_server)
{
    BOOST_TEST(dial(patient(), fails(EAI_NONAME), "https://a.example/").outcome == "resolve/host_unknown not sent");
    BOOST_TEST(dial(patient(), answers({}), "https://a.example/").outcome == "resolve/host_unknown not sent");
    BOOST_TEST(dial(patient(), fails(EAI_AGAIN), "https://a.example/").outcome == "resolve/lookup_failed not sent");
}

BOOST_AUTO_TEST_CASE(a_lookup_that_hangs_is_left_behind)
{
    std::promise<void> end_of_test;
    const auto ended = end_of_test.get_future().share();
    std::atomic<int> hanging = 0;
    const auto hang = [ended, &hanging](const std::string& host) {
        if (host == "hanging.example")
        {
            ++hanging;
            ended.wait();
            --hanging;
        }
        return lookup_answer{EAI_NONAME, {}};
    };
    {
        asio::io_context context;
        auto options = patient();
        options.step_timeout = short_time;
        dialer dials(context.get_executor(), options, hang);
        const auto hanging_one = *destination_from_url("https://hanging.example/");
        const auto other_one = *destination_from_url("https://other.example/");
        const auto deadline = std::chrono::steady_clock::now() + long_time;
        const auto stop_hanging = std::make_shared<interruption>(context.get_executor(), deadline);
        const auto stop_other = std::make_shared<interruption>(context.get_executor(), deadline);
        std::vector<std::string> outcomes;
        const auto note = [&](std::exception_ptr, const dialer::outcome& outcome) {
            outcomes.push_back(told(outcome).outcome);
            stop_hanging->finish();
        };
        asio::co_spawn(context, dials.dial(hanging_one, *stop_hanging), note);
        context.run();
        asio::co_spawn(context, dials.dial(other_one, *stop_other),
                       [&](std::exception_ptr, const dialer::outcome& outcome) {
                           outcomes.push_back(told(outcome).outcome);
                           stop_other->finish();
                       });
        context.restart();
        context.run();
        const std::vector<std::string> expected = {"timeout/timeout not sent", "resolve/host_unknown not sent"};
        BOOST_TEST(outcomes == expected, boost::test_tools::per_element());
        BOOST_TEST(hanging == 1);
    }
    end_of_test.set_value();
    while (hanging > 0) std::this_thread::yield();
}

BOOST_AUTO_TEST_CASE(the_system_is_asked_in_the_end)
{
    const auto answer = look_up_name("127.0.0.1");
    BOOST_TEST_REQUIRE(answer.addresses.size() == 1U);
    BOOST_TEST(answer.addresses[0].to_string() == "127.0.0.1");
    BOOST_TEST(look_up_name("").addresses.empty());
}

BOOST_AUTO_TEST_SUITE_END()
