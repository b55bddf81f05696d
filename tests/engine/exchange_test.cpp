// SPDX-License-Identifier: BSL-1.0
#include "client_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <vector>

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

BOOST_AUTO_TEST_CASE(the_server_gets_what_was_asked)
{
    std::string received;
    scripted_server server([&](peer& client, int) {
        received = client.read_request();
        client.write(answer_with(""));
    });
    client_fixture fixture(allowing(server));

    auto request = post(server.url("/hook?wait=true"), "before ");
    request.headers = {{"Content-Type", "text/plain"}};
    request.body.emplace_back(attachment_range{0, 3, 4});
    std::vector<attachment> attachments(1);
    attachments[0].bytes = std::make_shared<const std::string>("0123456789");
    BOOST_TEST(summary(fixture.exchange(request, attachments)) == "200 ");
    BOOST_TEST(received == "POST /hook?wait=true HTTP/1.1\r\nHost: " + server.authority() +
                               "\r\nContent-Type: text/plain\r\nUser-Agent: multipost-test\r\nAccept: */*\r\n"
                               "Accept-Encoding: identity\r\nContent-Length: 11\r\n\r\nbefore 3456");
}

BOOST_AUTO_TEST_CASE(a_request_that_cannot_be_written_is_refused)
{
    client_fixture fixture(http_client_options{});
    BOOST_TEST(summary(fixture.exchange(get("gopher://example.org/"))) == "forbidden/url_invalid not sent");
    auto request = get("https://example.org/");
    request.headers = {{"X", "a\r\nb"}};
    BOOST_TEST(summary(fixture.exchange(request)) == "forbidden/header_invalid not sent");
}

BOOST_AUTO_TEST_CASE(what_is_not_allowed_is_not_connected_to)
{
    scripted_server server(answering("ok"));
    const auto port = std::to_string(server.port());
    struct
    {
        const char* allowed;
        std::string url;
        const char* told;
    } const rows[] = {
        {"", "http://127.0.0.1:" + port, "forbidden/plain_http_forbidden not sent"},
        {"", "http://example.org", "forbidden/plain_http_forbidden not sent"},
        {"", "https://127.0.0.1:" + port, "forbidden/address_forbidden not sent"},
        {"", "https://[::1]:" + port, "forbidden/address_forbidden not sent"},
        {"", "https://[::ffff:127.0.0.1]:" + port, "forbidden/address_forbidden not sent"},
        {"", "https://localhost:" + port, "forbidden/address_forbidden not sent"},
        {"", "https://127.1:" + port, "forbidden/address_forbidden not sent"},
        {"", "https://2130706433:" + port, "forbidden/address_forbidden not sent"},
        {"", "https://0x7f000001:" + port, "forbidden/address_forbidden not sent"},
        {"", "https://169.254.169.254/latest/meta-data/", "forbidden/address_forbidden not sent"},
        {"10.0.0.0/8", "https://127.0.0.1:" + port, "forbidden/address_forbidden not sent"},
        {"127.0.0.1:1", "http://127.0.0.1:" + port, "forbidden/plain_http_forbidden not sent"},
        {"127.0.0.0/8", "http://127.0.0.1:" + port, "200 ok"},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.url << " where " << row.allowed << " is allowed")
        {
            client_fixture fixture(allowing(row.allowed));
            BOOST_TEST(summary(fixture.exchange(post(row.url, "{}"))) == row.told);
        }
    }
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_refused_address_is_explained)
{
    client_fixture fixture(http_client_options{});
    BOOST_TEST(words(fixture.exchange(get("https://127.0.0.1:8443/secret-path"))) ==
               "127.0.0.1 is a loopback address; if that is meant, allow it: --allow-host 127.0.0.1:8443, or in "
               "MULTIPOST_ALLOW_HOSTS");
    BOOST_TEST(
        words(fixture.exchange(get("http://example.org/secret-path"))) ==
        "http://example.org is plain http, which anybody on the way can read; use https; if that is meant, allow it: "
        "--allow-host example.org:80, or in MULTIPOST_ALLOW_HOSTS");
}

BOOST_AUTO_TEST_CASE(an_allowed_name_is_resolved)
{
    scripted_server server(answering("ok"));
    const auto name = "localhost:" + std::to_string(server.port());
    client_fixture fixture(allowing(name));
    BOOST_TEST(summary(fixture.exchange(get("http://" + name + "/"))) == "200 ok");
}

BOOST_AUTO_TEST_CASE(a_redirect_is_an_answer_like_any_other)
{
    scripted_server elsewhere(answering("never"));
    scripted_server server([&](peer& client, int) {
        (void)client.read_request();
        client.write("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + elsewhere.url() +
                     "\r\nContent-Length: 0\r\n\r\n");
    });
    client_fixture fixture(allowing(server.authority() + "," + elsewhere.authority()));
    BOOST_TEST(summary(fixture.exchange(post(server.url(), "{}"))) == "307 ");
    BOOST_TEST(elsewhere.connections() == 0);
}

BOOST_AUTO_TEST_CASE(a_closed_port_is_told_from_a_lost_request)
{
    std::string authority;
    {
        const scripted_server gone(answering(""));
        authority = gone.authority();
    }
    client_fixture fixture(allowing(authority));
    BOOST_TEST(summary(fixture.exchange(post("http://" + authority + "/", "{}"))) ==
               "connect/connection_refused not sent");
}

BOOST_AUTO_TEST_CASE(the_log_names_origins_and_no_paths)
{
    scripted_server server(answering("ok"));
    std::vector<std::string> lines;
    auto options = allowing(server);
    options.log = [&](const log_record& record) {
        std::string line(record.text);
        for (const auto& [name, value] : record.fields) line.append(" ").append(name).append("=").append(value);
        lines.push_back(line);
    };
    client_fixture fixture(options);
    (void)fixture.exchange(post(server.url("/secret-path?token=secret"), "secret"));
    (void)fixture.exchange(post(server.url("/secret-path?token=secret"), "secret"));
    const auto origin = " origin=http://" + server.authority();
    const std::vector<std::string> expected = {"connected" + origin, "answered" + origin + " status=200",
                                               "connection reused" + origin, "answered" + origin + " status=200"};
    BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
