// SPDX-License-Identifier: BSL-1.0
#include "client_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <string>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;

namespace {

identity authority()
{
    certificate_request wanted;
    wanted.common_name = "multipost test authority";
    wanted.is_authority = true;
    return make_identity(wanted);
}

identity identity_by(const identity& issuer)
{
    certificate_request wanted;
    wanted.alternative_names = "IP:127.0.0.1";
    return make_identity(wanted, &issuer);
}

// Does something to the first connection while it rests; answers whatever comes on any.
class server_with_an_incident
{
public:
    explicit server_with_an_incident(std::function<void(peer&)> incident)
        : incident_(std::move(incident)),
          server_([this](peer& client, int number) { run(client, number); })
    {}

    server_with_an_incident(std::function<void(peer&)> incident, const identity& shown)
        : incident_(std::move(incident)),
          server_([this](peer& client, int number) { run(client, number); }, shown)
    {}

    void await_incident() { happened_.get_future().wait(); }
    scripted_server& operator*() { return server_; }
    scripted_server* operator->() { return &server_; }

private:
    void run(peer& client, int number)
    {
        (void)client.read_request();
        client.write(answer_with("first"));
        if (number == 0)
        {
            incident_(client);
            happened_.set_value();
        }
        while (!client.read_request().empty()) client.write(answer_with("later"));
    }

    std::function<void(peer&)> incident_;
    std::promise<void> happened_;
    scripted_server server_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(keep_alive)

BOOST_AUTO_TEST_CASE(a_plain_connection_serves_many_requests)
{
    scripted_server server(answering("ok"));
    client_fixture fixture(allowing(server));
    for (int i = 0; i < 100; ++i) BOOST_TEST(summary(fixture.exchange(post(server.url("/hook"), "{}"))) == "200 ok");
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_tls_connection_serves_many_requests)
{
    const auto ca = authority();
    scripted_server server(answering("ok"), identity_by(ca));
    auto options = allowing(server);
    options.ca_certificates_pem = ca.certificate_pem();
    client_fixture fixture(options);
    for (int i = 0; i < 20; ++i) BOOST_TEST(summary(fixture.exchange(post(server.url("/hook"), "{}"))) == "200 ok");
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_that_the_peer_ended_at_rest_costs_no_request)
{
    struct
    {
        const char* how;
        std::function<void(peer&)> incident;
    } const rows[] = {
        {"closed", [](peer& client) { client.close(); }},
        {"reset", [](peer& client) { client.reset(); }},
        {"half closed", [](peer& client) { client.shut_down_sending(); }},
        {"sent something unasked", [](peer& client) { client.write("HTTP/1.1 408 Request Timeout\r\n\r\n"); }},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.how)
        {
            server_with_an_incident server(row.incident);
            client_fixture fixture(allowing(*server));
            BOOST_TEST(summary(fixture.exchange(post(server->url(), "1"))) == "200 first");
            server.await_incident();
            BOOST_TEST(summary(fixture.exchange(post(server->url(), "2"))) == "200 first");
            BOOST_TEST(server->connections() == 2);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_tls_connection_that_the_peer_ended_at_rest_costs_no_request)
{
    struct
    {
        const char* how;
        std::function<void(peer&)> incident;
    } const rows[] = {
        {"close_notify", [](peer& client) { client.close_notify(); }},
        {"closed without one", [](peer& client) { client.close(); }},
        {"sent something unasked", [](peer& client) { client.write("x"); }},
    };
    const auto ca = authority();
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.how)
        {
            server_with_an_incident server(row.incident, identity_by(ca));
            auto options = allowing(*server);
            options.ca_certificates_pem = ca.certificate_pem();
            client_fixture fixture(options);
            BOOST_TEST(summary(fixture.exchange(post(server->url(), "1"))) == "200 first");
            server.await_incident();
            BOOST_TEST(summary(fixture.exchange(post(server->url(), "2"))) == "200 first");
            BOOST_TEST(server->connections() == 2);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_session_ticket_at_rest_does_no_harm)
{
    const auto ca = authority();
    server_with_an_incident server([](peer& client) { client.send_session_ticket(); }, identity_by(ca));
    auto options = allowing(*server);
    options.ca_certificates_pem = ca.certificate_pem();
    client_fixture fixture(options);
    BOOST_TEST(summary(fixture.exchange(post(server->url(), "1"))) == "200 first");
    server.await_incident();
    BOOST_TEST(summary(fixture.exchange(post(server->url(), "2"))) == "200 later");
    BOOST_TEST(server->connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_is_not_used_again_after)
{
    struct
    {
        const char* what;
        std::string answer;
    } const rows[] = {
        {"Connection: close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"},
        {"HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"},
        {"bytes behind the answer", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok HTTP/1.1 200 OK\r\n\r\n"},
        {"an invalid answer", "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n"},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.what)
        {
            scripted_server server([&](peer& client, int) {
                while (!client.read_request().empty()) client.write(row.answer);
            });
            client_fixture fixture(allowing(server));
            (void)fixture.exchange(get(server.url()));
            (void)fixture.exchange(get(server.url()));
            BOOST_TEST(server.connections() == 2);
        }
    }
}

BOOST_AUTO_TEST_CASE(http_1_0_may_ask_to_keep_the_connection)
{
    scripted_server server([&](peer& client, int) {
        while (!client.read_request().empty())
            client.write("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");
    });
    client_fixture fixture(allowing(server));
    (void)fixture.exchange(get(server.url()));
    (void)fixture.exchange(get(server.url()));
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_rests_no_longer_than_it_may)
{
    scripted_server server(answering("ok"));
    auto options = allowing(server);
    options.idle_timeout = 0ms;
    client_fixture fixture(options);
    BOOST_TEST(summary(fixture.exchange(get(server.url()))) == "200 ok");
    BOOST_TEST(summary(fixture.exchange(get(server.url()))) == "200 ok");
    BOOST_TEST(server.connections() == 2);
}

BOOST_AUTO_TEST_CASE(origins_do_not_share_connections)
{
    scripted_server one(answering("one"));
    scripted_server other(answering("other"));
    client_fixture fixture(allowing(one.authority() + "," + other.authority()));
    for (int i = 0; i < 3; ++i)
    {
        BOOST_TEST(summary(fixture.exchange(get(one.url()))) == "200 one");
        BOOST_TEST(summary(fixture.exchange(get(other.url()))) == "200 other");
    }
    BOOST_TEST(one.connections() == 1);
    BOOST_TEST(other.connections() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
