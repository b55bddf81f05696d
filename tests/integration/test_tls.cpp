// SPDX-License-Identifier: BSL-1.0
// Only a certificate that proves whose it is gets a message.
#include "sandbox_fixture.hpp"
#include "temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

using namespace integration;
using namespace std::chrono_literals;

namespace {

sandbox::server_options over_tls(std::optional<sandbox::server_identity> identity = std::nullopt)
{
    sandbox::server_options options;
    options.https.emplace();
    options.identity = std::move(identity);
    return options;
}

// A server with a certificate, and what a client that trusts `ca` makes of it.
struct attempt : temporary_folder
{
    sandbox::server networks;
    boost::json::value delivery;
    finished command;

    attempt(sandbox::server_options options, const std::optional<std::string>& ca) : networks(std::move(options))
    {
        const auto authority = "127.0.0.1:" + std::to_string(networks.https_port());
        std::vector<std::string> arguments{
            "send",         "--json",  "--timeout", "5",
            "--allow-host", authority, "-t",        "slack:" + networks.https_url() + "/services/T1/B1/x",
            "hello"};
        if (ca) arguments.insert(arguments.end(), {"--ca-file", file("ca.pem", *ca)});
        command = multipost(std::move(arguments));
        delivery = only_delivery(command);
    }

    void is_refused_as(const std::string& code)
    {
        BOOST_TEST(command.exit_code == 1);
        BOOST_TEST(text(delivery, "/state") == "failed");
        BOOST_TEST(text(delivery, "/failure/code") == code);
        BOOST_TEST(!text(delivery, "/failure/what").empty());
        BOOST_TEST(networks.published().published().empty());
    }
};

std::string content_of(const std::string& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Signed by its own key, and no authority: what `openssl req -x509` gives to who wants a quick certificate.
sandbox::server_identity self_signed(const temporary_folder& folder)
{
    const auto key = folder.path("key.pem");
    const auto certificate = folder.path("certificate.pem");
    const auto made = run({{"/usr/bin/openssl",
                            "req",
                            "-x509",
                            "-newkey",
                            "ec",
                            "-pkeyopt",
                            "ec_paramgen_curve:P-256",
                            "-nodes",
                            "-days",
                            "1",
                            "-subj",
                            "/CN=127.0.0.1",
                            "-addext",
                            "subjectAltName=IP:127.0.0.1",
                            "-addext",
                            "basicConstraints=critical,CA:FALSE",
                            "-keyout",
                            key,
                            "-out",
                            certificate},
                           {},
                           {}});
    BOOST_TEST_REQUIRE(made.exit_code == 0, made.err);
    return {{}, content_of(certificate), content_of(key)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(tls)

BOOST_AUTO_TEST_CASE(a_certificate_of_a_trusted_authority_gets_the_message)
{
    sandbox_fixture both(over_tls());
    temporary_folder folder;
    const auto command = multipost({"send", "--ca-file", folder.file("ca.pem", both.networks.ca_pem()), "--allow-host",
                                    "127.0.0.1:" + std::to_string(both.networks.https_port()), "-t",
                                    "slack:" + both.networks.https_url() + "/services/T1/B1/x", "-t",
                                    "discord:" + both.networks.https_url() + "/api/webhooks/1/y", "hello"});
    BOOST_TEST(command.exit_code == 0, command.out + command.err);
    BOOST_TEST(both.ledger().size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_authority_that_is_not_trusted_is_refused)
{
    attempt(over_tls(), std::nullopt).is_refused_as("certificate_untrusted");
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused)
{
    sandbox::identity_request wanted;
    wanted.not_before = std::chrono::system_clock::now() - 48h;
    wanted.not_after = std::chrono::system_clock::now() - 24h;
    const auto identity = make_server_identity(wanted);
    attempt(over_tls(identity), identity.ca_pem).is_refused_as("certificate_expired");
}

BOOST_AUTO_TEST_CASE(a_certificate_that_is_not_valid_yet_is_refused)
{
    sandbox::identity_request wanted;
    wanted.not_before = std::chrono::system_clock::now() + 24h;
    const auto identity = make_server_identity(wanted);
    attempt(over_tls(identity), identity.ca_pem).is_refused_as("certificate_not_yet_valid");
}

BOOST_AUTO_TEST_CASE(a_certificate_of_another_host_is_refused)
{
    sandbox::identity_request wanted;
    wanted.hosts = {"hooks.slack.com", "127.0.0.2"};
    const auto identity = make_server_identity(wanted);
    attempt(over_tls(identity), identity.ca_pem).is_refused_as("certificate_wrong_host");
}

BOOST_AUTO_TEST_CASE(a_self_signed_certificate_is_refused)
{
    const temporary_folder folder;
    attempt(over_tls(self_signed(folder)), std::nullopt).is_refused_as("certificate_self_signed");
}

BOOST_AUTO_TEST_CASE(https_to_a_port_that_speaks_plain_http_is_refused_without_a_fallback)
{
    sandbox_fixture plain;
    const auto command = plain.send(
        {"--json", "--timeout", "5", "-t", "slack:https://" + plain.authority() + "/services/T1/B1/x", "hello"});
    BOOST_TEST(command.exit_code == 1);
    BOOST_TEST(text(only_delivery(command), "/failure/code") == "tls_protocol");
    BOOST_TEST(plain.ledger().empty());
}

BOOST_AUTO_TEST_SUITE_END()
