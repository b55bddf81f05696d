// SPDX-License-Identifier: BSL-1.0
#include "client_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;

BOOST_AUTO_TEST_SUITE(exchange)

BOOST_AUTO_TEST_CASE(an_answer_comes_back_whole)
{
    scripted_server server([](peer& client, int) {
        (void)client.read_request();
        client.write("HTTP/1.1 201 Created\r\nContent-Length: 2\r\nX-One: 1\r\nx-one: 2\r\n\r\nok");
    });
    client_fixture fixture(allowing(server));

    const auto result = fixture.exchange(get(server.url()));
    BOOST_TEST(summary(result) == "201 ok");
    const auto& headers = std::get<http_response>(result).headers;
    BOOST_TEST_REQUIRE(headers.size() == 3U);
    BOOST_TEST(headers[1].first == "x-one");
    BOOST_TEST(headers[1].second == "1");
    BOOST_TEST(headers[2].second == "2");
}

BOOST_AUTO_TEST_CASE(connections_are_kept_alive)
{
    scripted_server server(answering("ok"));
    client_fixture fixture(allowing(server));

    for (int i = 0; i < 100; ++i) BOOST_TEST(summary(fixture.exchange(post(server.url("/hook"), "{}"))) == "200 ok");
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(tls_connections_are_kept_alive)
{
    certificate_request authority;
    authority.common_name = "multipost test authority";
    authority.is_authority = true;
    const auto ca = make_identity(authority);
    certificate_request leaf;
    leaf.alternative_names = "IP:127.0.0.1";
    scripted_server server(answering("ok"), make_identity(leaf, &ca));
    auto options = allowing(server);
    options.ca_certificates_pem = ca.certificate_pem();
    client_fixture fixture(options);

    for (int i = 0; i < 20; ++i)
    {
        const auto result = fixture.exchange(post(server.url("/hook"), "{}"));
        BOOST_TEST(summary(result) == "200 ok", words(result));
    }
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
