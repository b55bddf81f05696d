// SPDX-License-Identifier: BSL-1.0
// No URL leads into a private network unless the user has named the host.
#include "recording_server.hpp"
#include "sandbox_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace integration;

BOOST_FIXTURE_TEST_SUITE(egress, sandbox_fixture)

BOOST_AUTO_TEST_CASE(a_host_within_is_refused_unless_it_is_allowed)
{
    const auto port = ":" + std::to_string(networks.port());
    for (const std::string& origin :
         {"http://127.0.0.1" + port, "https://127.0.0.1" + port, "https://[::ffff:127.0.0.1]" + port,
          "https://localhost" + port, "https://127.1" + port, "https://0.0.0.0" + port,
          std::string("https://169.254.169.254"), std::string("https://[fd00:ec2::254]"),
          std::string("https://10.0.0.1")})
        BOOST_TEST_CONTEXT(origin)
        {
            const auto command =
                multipost({"send", "--json", "--timeout", "5", "-t", "slack:" + origin + "/services/T1/B1/x", "hello"});
            BOOST_TEST(command.exit_code == 1, command.out);
            const auto delivery = only_delivery(command);
            BOOST_TEST(text(delivery, "/state") == "failed");
            const auto code = text(delivery, "/failure/code");
            BOOST_TEST((code == "address_forbidden" || code == "plain_http_forbidden"), code);
            BOOST_TEST(text(delivery, "/failure/advice").find("--allow-host") != std::string::npos);
        }
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_CASE(an_allowed_host_allows_no_other)
{
    const auto command = send({"--json", "-t", slack(), "-t", "slack:https://10.0.0.1/services/T1/B1/x", "hello"});
    BOOST_TEST(command.exit_code == 4);
    BOOST_TEST(ledger().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_redirect_is_not_followed)
{
    sandbox::response redirect;
    redirect.status = 307;
    redirect.headers.emplace_back("Location", networks.url() + "/services/T1/B1/x");
    const recording_server elsewhere(redirect);
    for (const std::string connector : {"slack", "discord"}) BOOST_TEST_CONTEXT(connector)
        {
            const auto path = connector == "slack" ? "/services/T1/B1/x" : "/api/webhooks/1/y";
            const auto command = multipost({"send", "--json", "--allow-host", elsewhere.authority() + "," + authority(),
                                            "-t", connector + ":http://" + elsewhere.authority() + path, "hello"});
            BOOST_TEST(command.exit_code == 1, command.out);
            BOOST_TEST(text(only_delivery(command), "/failure/code") == "redirected");
        }
    BOOST_TEST(elsewhere.requests().size() == 2U);
    BOOST_TEST(ledger().empty());
}

BOOST_AUTO_TEST_SUITE_END()
