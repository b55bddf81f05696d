// SPDX-License-Identifier: BSL-1.0
// Ctrl-C ends a delivery truthfully.
#include "command.hpp"
#include "recording_server.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace integration;

BOOST_AUTO_TEST_SUITE(interrupt)

BOOST_AUTO_TEST_CASE(an_interrupted_delivery_whose_request_had_left_is_unconfirmed)
{
    sandbox::response nothing;
    nothing.leaves = sandbox::wire::silence;
    const recording_server silent(nothing);
    process command(multipost_program({"send", "--json", "--allow-host", silent.authority(), "-t",
                                       "slack:http://" + silent.authority() + "/services/T1/B1/x", "hello"}));
    silent.wait_for_request();
    command.send_signal(SIGINT);
    const auto end = command.wait();
    BOOST_TEST(end.exit_code == 130);
    const auto delivery = only_delivery(end);
    BOOST_TEST(text(delivery, "/state") == "unconfirmed");
    BOOST_TEST(delivery.at("attempts") == 1);
}

BOOST_AUTO_TEST_CASE(an_interrupted_wait_for_a_rate_limit_is_cancelled)
{
    auto limited = sandbox::text_response(429, "rate_limited");
    limited.headers.emplace_back("Retry-After", "30");
    const recording_server busy(limited);
    process command(multipost_program({"send", "--json", "--allow-host", busy.authority(), "-t",
                                       "slack:http://" + busy.authority() + "/services/T1/B1/x", "hello"}));
    busy.wait_for_request();
    command.send_signal(SIGINT);
    const auto end = command.wait();
    BOOST_TEST(end.exit_code == 130);
    const auto state = text(only_delivery(end), "/state");
    // The answer may still have been under way.
    BOOST_TEST((state == "cancelled" || state == "unconfirmed"), state);
}

BOOST_AUTO_TEST_SUITE_END()
