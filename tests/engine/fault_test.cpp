// SPDX-License-Identifier: BSL-1.0
#include "client_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>

using namespace multipost;
using namespace multipost::test;
using namespace std::chrono_literals;

namespace {

// What a client makes of a server that answers with these bytes and closes.
std::string summary_of(std::string bytes, const http_client_options& bounds = {}, std::string method = "POST")
{
    scripted_server server([&](peer& client, int) {
        (void)client.read_request();
        client.write(bytes);
        client.close();
    });
    auto options = allowing(server);
    options.max_answer_bytes = bounds.max_answer_bytes;
    options.max_header_bytes = bounds.max_header_bytes;
    client_fixture fixture(options);
    auto request = post(server.url("/secret-path"), "{}");
    request.method = method;
    const auto result = fixture.exchange(request);
    BOOST_TEST(words(result).find("secret-path") == std::string::npos);
    return summary(result);
}

std::string repeated(std::string_view part, std::size_t count)
{
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += part;
    return all;
}

constexpr const char* lost = "connection/connection_lost sent";
constexpr const char* truncated = "connection/answer_truncated sent";
constexpr const char* not_http = "answer/answer_not_http sent";
constexpr const char* too_large = "answer/answer_too_large sent";

} // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(answers_that_are_whole_are_taken)
{
    BOOST_TEST(summary_of("HTTP/1.1 204 No Content\r\n\r\n") == "204 ");
    BOOST_TEST(summary_of("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n") == "304 ");
    BOOST_TEST(summary_of("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", {}, "GET") == "200 ");
    BOOST_TEST(summary_of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", {}, "HEAD") == "200 ");
    BOOST_TEST(summary_of("HTTP/1.0 200 OK\r\n\r\nuntil the end") == "200 until the end");
    BOOST_TEST(summary_of("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end") == "200 until the end");
    BOOST_TEST(summary_of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more") == "200 ok");
    BOOST_TEST(summary_of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok") == "200 ok");
    const std::string not_text("\0\xff\xfe\n", 4);
    BOOST_TEST(summary_of(answer_with(not_text)) == "200 " + not_text);
    BOOST_TEST(summary_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2;a=b\r\nok\r\n0\r\nX: y\r\n\r\n") ==
               "200 ok");
    BOOST_TEST(summary_of("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n") ==
               "302 ");
}

BOOST_AUTO_TEST_CASE(interim_answers_are_passed_over)
{
    const std::string interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n";
    BOOST_TEST(summary_of(interim + answer_with("ok")) == "200 ok");
    BOOST_TEST(summary_of(interim) == lost);
    BOOST_TEST(summary_of(repeated(interim, 10'000)) == too_large);
    BOOST_TEST(summary_of("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n") == not_http);
}

BOOST_AUTO_TEST_CASE(answers_that_end_early_are_no_answers)
{
    BOOST_TEST(summary_of("") == lost);
    BOOST_TEST(summary_of("H") == truncated);
    BOOST_TEST(summary_of("HTTP/1.1 200 OK\r\nContent-Le") == truncated);
    BOOST_TEST(summary_of("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n") == truncated);
    BOOST_TEST(summary_of("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok") == truncated);
    const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    BOOST_TEST(summary_of(chunked) == truncated);
    BOOST_TEST(summary_of(chunked + "2\r\nok") == truncated);
    BOOST_TEST(summary_of(chunked + "2\r\nok\r\n0\r\n") == truncated);
}

BOOST_AUTO_TEST_CASE(what_is_not_http_is_no_answer)
{
    const std::string status = "HTTP/1.1 200 OK\r\n";
    for (const std::string& bytes : {
             std::string("220 mail.example ESMTP\r\n"),
             std::string("\x16\x03\x01\x00\x40\x02\x00\x00\x3c", 9),
             std::string(64, '\0'),
             std::string("<html><body>"),
             std::string("HTTP/2.0 200 OK\r\n\r\n"),
             std::string("HTTP/1.1 099 Hm\r\n\r\n"),
             std::string("HTTP/1.1 2000 Hm\r\n\r\n"),
             std::string("HTTP/1.1 OK\r\n\r\n"),
             status + "Content-Length: -1\r\n\r\nok",
             status + "Content-Length: +2\r\n\r\nok",
             status + "Content-Length: 2x\r\n\r\nok",
             status + "Content-Length: 99999999999999999999\r\n\r\nok",
             status + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!",
             status + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
             status + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n",
             status + "Transfer-Encoding: gzip\r\n\r\nok",
             status + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nok",
             status + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
             status + "Transfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n",
             status + "Transfer-Encoding: chunked\r\n\r\n-2\r\nok\r\n0\r\n\r\n",
             status + "Transfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n0\r\n\r\n",
             status + "No colon\r\n\r\n",
             status + std::string("X: a\0b\r\n\r\n", 10),
         })
        BOOST_TEST_CONTEXT(bytes) { BOOST_TEST(summary_of(bytes) == not_http); }
}

BOOST_AUTO_TEST_CASE(answers_beyond_the_bounds_are_cut_off)
{
    http_client_options bounds;
    bounds.max_header_bytes = 1024;
    bounds.max_answer_bytes = 1000;
    const std::string status = "HTTP/1.1 200 OK\r\n";
    const std::string full(1000, 'x');
    const std::string chunked = status + "Transfer-Encoding: chunked\r\n\r\n";

    BOOST_TEST(summary_of(answer_with(full), bounds) == "200 " + full);
    BOOST_TEST(summary_of(status + "\r\n" + full, bounds) == "200 " + full);
    BOOST_TEST(summary_of(answer_with(full + "x"), bounds) == too_large);
    BOOST_TEST(summary_of(status + "\r\n" + full + "x", bounds) == too_large);
    BOOST_TEST(summary_of(chunked + repeated("64\r\n" + std::string(100, 'x') + "\r\n", 10) + "0\r\n\r\n", bounds) ==
               "200 " + full);
    BOOST_TEST(summary_of(chunked + repeated("64\r\n" + std::string(100, 'x') + "\r\n", 11), bounds) == too_large);
    BOOST_TEST(summary_of(chunked + "FFFFFFFFFFFFFFFF\r\n", bounds) == too_large);

    BOOST_TEST(summary_of(status + "X: " + std::string(2'000'000, 'x'), bounds) == too_large);
    BOOST_TEST(summary_of(status + repeated("X: y\r\n", 100'000), bounds) == too_large);
    BOOST_TEST(summary_of(chunked + repeated("1;" + std::string(100, 'x') + "\r\nx\r\n", 100), bounds) == too_large);
    BOOST_TEST(summary_of(chunked + "1;" + std::string(1'000'000, 'x'), bounds) == too_large);
    BOOST_TEST(summary_of(chunked + "0\r\n" + repeated("X: y\r\n", 100'000), bounds) == too_large);
}

BOOST_AUTO_TEST_CASE(a_reset_is_told_from_an_answer)
{
    struct
    {
        const char* when;
        scripted_server::script script;
        const char* told;
    } const rows[] = {
        {"before the request is read",
         [](peer& client, int) {
             client.await_request();
             client.reset();
         },
         lost},
        {"after it",
         [](peer& client, int) {
             (void)client.read_request();
             client.reset();
         },
         lost},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.when)
        {
            scripted_server server(row.script);
            client_fixture fixture(allowing(server));
            BOOST_TEST(summary(fixture.exchange(post(server.url(), "{}"))) == row.told);
            BOOST_TEST(server.connections() == 1); // nothing is sent again
        }
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_is_read_although_the_request_was_cut_off)
{
    scripted_server server([](peer& client, int) {
        client.await_request();
        client.write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        client.shut_down_sending();
        client.read_until_closed();
    });
    client_fixture fixture(allowing(server));
    BOOST_TEST(summary(fixture.exchange(post(server.url(), std::string(1U << 20U, 'x')))) == "413 ");
}

BOOST_AUTO_TEST_CASE(a_large_body_arrives_whole)
{
    const std::string body(8U << 20U, 'x');
    std::string received;
    scripted_server server([&](peer& client, int) {
        const auto request = client.read_request();
        client.write(answer_with(request.ends_with(body) ? "same" : "different"));
    });
    client_fixture fixture(allowing(server));
    BOOST_TEST(summary(fixture.exchange(post(server.url(), body))) == "200 same");
}

BOOST_AUTO_TEST_CASE(a_request_has_one_deadline_for_all_its_bytes)
{
    struct
    {
        const char* how;
        scripted_server::script script;
    } const rows[] = {
        {"never reads", [](peer& client, int) { client.wait_for_abort(); }},
        {"never answers",
         [](peer& client, int) {
             (void)client.read_request();
             client.read_until_closed();
         }},
        {"drips its head",
         [](peer& client, int) {
             (void)client.read_request();
             client.drip("HTTP/1.1 200 OK\r\n" + repeated("X: y\r\n", 1000), 10ms);
         }},
        {"drips its body",
         [](peer& client, int) {
             (void)client.read_request();
             client.write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
             client.drip(std::string(10'000, 'x'), 10ms);
         }},
        {"stops in its body",
         [](peer& client, int) {
             (void)client.read_request();
             client.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok");
             client.read_until_closed();
         }},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.how)
        {
            scripted_server server(row.script);
            auto options = allowing(server);
            options.request_timeout = short_time;
            client_fixture fixture(options);
            const auto begun = std::chrono::steady_clock::now();
            const auto result = fixture.exchange(post(server.url(), std::string(16U << 20U, 'x')));
            BOOST_TEST((std::chrono::steady_clock::now() - begun < long_time / 2));
            BOOST_TEST(summary(result) == "timeout/timeout sent");
            BOOST_TEST(words(result).find("took longer than 150 ms") != std::string::npos, words(result));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_shortest_limit_wins)
{
    scripted_server server([](peer& client, int) { client.read_until_closed(); });
    client_fixture fixture(allowing(server));

    auto request = get(server.url());
    const auto overall = fixture.exchange(request, {}, short_time);
    BOOST_TEST(summary(overall) == "timeout/timeout sent");
    BOOST_TEST(words(overall).find("the time that was left") != std::string::npos, words(overall));

    request.timeout = short_time;
    BOOST_TEST(summary(fixture.exchange(request)) == "timeout/timeout sent");
    BOOST_TEST(summary(fixture.exchange(request, {}, -1s)) == "timeout/timeout not sent");
}

BOOST_AUTO_TEST_SUITE_END()
