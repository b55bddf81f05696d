// SPDX-License-Identifier: BSL-1.0
#include "http/request_reader.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

using webapp::http_limits;
using webapp::request_reader;
using state = request_reader::state;
using namespace std::string_view_literals;

BOOST_TEST_DONT_PRINT_LOG_VALUE(state)

namespace {

const std::string chunked = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
const std::string five = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n";

/// Gives a reader bytes as a connection does: a step more each time, after what it has not taken.
std::size_t feed(request_reader& reader, std::string_view bytes, std::size_t step)
{
    std::size_t taken = 0;
    std::size_t given = 0;
    while (given < bytes.size() && (reader.at() == state::head || reader.at() == state::body))
    {
        given = std::min(bytes.size(), given + step);
        taken += reader.consume(bytes.substr(taken, given - taken));
    }
    return taken;
}

unsigned refusal_of(std::string_view bytes, const http_limits& limits = {}, std::size_t step = 1)
{
    request_reader reader(limits, {});
    (void)feed(reader, bytes, step);
    return reader.at() == state::refused ? reader.why().status : 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(reading_a_request)

BOOST_AUTO_TEST_CASE(gives_the_same_however_its_bytes_arrive)
{
    const auto bytes = "POST /a%20b?c=d HTTP/1.1\r\nHost: a\r\nX-One: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "5;x=\"y\"\r\nhello\r\n1\r\n \r\n005\r\nworld\r\n0\r\n\r\nGET / HTTP/1.1\r\n";
    for (std::size_t step = 1; step < 200; ++step) BOOST_TEST_CONTEXT(step)
        {
            const http_limits limits;
            request_reader reader(limits, {});
            const auto taken = feed(reader, bytes, step);
            BOOST_REQUIRE(reader.at() == state::complete);
            BOOST_TEST(std::string_view(bytes).substr(taken) == "GET / HTTP/1.1\r\n");
            const auto r = reader.take_request();
            BOOST_TEST(r.method == "POST");
            BOOST_TEST(r.path == "/a b");
            BOOST_TEST(r.parameter("c").value() == "d");
            BOOST_TEST(r.header("x-one").value() == "1");
            BOOST_TEST(r.headers.size() == 3U);
            BOOST_TEST(r.body == "hello world");
        }
}

BOOST_AUTO_TEST_CASE(takes_as_much_body_as_was_announced)
{
    const http_limits limits;
    request_reader reader(limits, {});
    BOOST_TEST(reader.consume(five) == five.size());
    BOOST_TEST((reader.at() == state::body));
    BOOST_TEST(reader.consume("hel") == 3U);
    BOOST_TEST(reader.consume("loGET") == 2U);
    BOOST_TEST((reader.at() == state::complete));
    BOOST_TEST(reader.take_request().body == "hello");
}

BOOST_AUTO_TEST_CASE(tells_head_from_get_only_to_who_writes_the_answer)
{
    const http_limits limits;
    request_reader reader(limits, {});
    (void)reader.consume("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    BOOST_TEST(reader.is_head());
    BOOST_TEST(reader.keeps_alive());
    BOOST_TEST(reader.take_request().method == "GET");
}

BOOST_AUTO_TEST_CASE(knows_whether_the_client_wants_to_go_on)
{
    const http_limits limits;
    for (const auto* close : {"close", "Close", "keep-alive, close", "upgrade,close"}) BOOST_TEST_CONTEXT(close)
        {
            request_reader reader(limits, {});
            (void)reader.consume("GET / HTTP/1.1\r\nHost: a\r\nConnection: " + std::string(close) + "\r\n\r\n");
            BOOST_TEST(!reader.keeps_alive());
        }
}

BOOST_AUTO_TEST_CASE(asks_for_a_body_that_waits_to_be_asked_for)
{
    const http_limits limits;
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    request_reader waits(limits, {});
    (void)waits.consume(head);
    BOOST_TEST(waits.take_continue());
    BOOST_TEST(!waits.take_continue());

    request_reader does_not_wait(limits, {});
    (void)does_not_wait.consume(head + "he");
    BOOST_TEST(!does_not_wait.take_continue());

    request_reader has_nothing_to_send(limits, {});
    (void)has_nothing_to_send.consume(
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n");
    BOOST_TEST(!has_nothing_to_send.take_continue());
    BOOST_TEST((has_nothing_to_send.at() == state::complete));

    request_reader is_refused(limits, {});
    (void)is_refused.consume("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 99999\r\n\r\n");
    BOOST_TEST(!is_refused.take_continue());
    BOOST_TEST(is_refused.why().status == 413U);
}

BOOST_AUTO_TEST_CASE(refuses_chunks_that_two_programs_could_read_differently)
{
    for (const std::string body : {"x\r\n",
                                   "\r\n",
                                   "-1\r\n",
                                   "+5\r\nhello\r\n0\r\n\r\n",
                                   "0x5\r\nhello\r\n0\r\n\r\n",
                                   " 5\r\nhello\r\n0\r\n\r\n",
                                   "5\t\r\nhello\r\n0\r\n\r\n",
                                   "5 \r\nhello\r\n0\r\n\r\n",
                                   "5\nhello\r\n0\r\n\r\n",
                                   "5\rhello\r\n0\r\n\r\n",
                                   "5\r\nhello0\r\n\r\n",
                                   "5\r\nhello!\r\n0\r\n\r\n",
                                   "5\r\nhello\n0\r\n\r\n",
                                   "5\r\nhello\r\n\r\n0\r\n\r\n",

                                   "5;a\nb\r\nhello\r\n0\r\n\r\n",
                                   "5;\n\r\nhello\r\n0\r\n\r\n",
                                   "5;a=\"b\nc\"\r\nhello\r\n0\r\n\r\n",
                                   "5;a=\"b\rc\"\r\nhello\r\n0\r\n\r\n",
                                   "5 a\r\nhello\r\n0\r\n\r\n",
                                   "5,5\r\nhello\r\n0\r\n\r\n",

                                   "0\r\nX: y\r\n\r\n",
                                   "0\r\nContent-Length: 5\r\n\r\n",
                                   "0\r\nHost: b\r\n\r\n",
                                   "0\r\n \r\n\r\n",
                                   "0\r\nX : y\r\n\r\n",
                                   "0\n\r\n\r\n",
                                   "0\r\nx\r\n\r\n"})
        for (const std::size_t step : {1U, 3U, 1000U}) BOOST_TEST_CONTEXT(body << " in steps of " << step)
            {
                BOOST_TEST(refusal_of(chunked + body, {}, step) == 400U);
            }
}

BOOST_AUTO_TEST_CASE(bounds_a_body_by_what_it_is_and_by_what_it_takes)
{
    http_limits limits;
    limits.header_bytes = 256;
    limits.body_bytes = 100;
    limits.raw_bytes = 400;
    const auto of = [](std::size_t size) {
        std::string text;
        for (std::size_t i = 0; i < size; ++i) text += "1\r\nx\r\n";
        return text + "0\r\n\r\n";
    };
    for (const std::size_t step : {1U, 7U, 256U}) BOOST_TEST_CONTEXT(step)
        {
            BOOST_TEST(refusal_of(chunked + of(50), limits, step) == 0U);
            BOOST_TEST(refusal_of(chunked + of(70), limits, step) == 413U); // 70 bytes in 425
            BOOST_TEST(refusal_of(chunked + "64\r\n" + std::string(100, 'x') + "\r\n0\r\n\r\n", limits, step) == 0U);
            BOOST_TEST(refusal_of(chunked + "65\r\n", limits, step) == 413U);
            BOOST_TEST(refusal_of(chunked + "60\r\n" + std::string(96, 'x') + "\r\n5\r\n", limits, step) == 413U);
            BOOST_TEST(refusal_of(chunked + "ffffffffffffffff\r\n", limits, step) == 413U);
            BOOST_TEST(refusal_of(chunked + "1;" + std::string(1000, 'x'), limits, step) == 413U);
            BOOST_TEST(refusal_of(chunked + "10000000000000001\r\n", limits, step) == 413U);
            BOOST_TEST(refusal_of(chunked + std::string(1000, '0'), limits, step) == 413U);
        }
}

BOOST_AUTO_TEST_CASE(bounds_the_header_block)
{
    http_limits limits;
    limits.header_bytes = 100;
    const std::string fits = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(68, 'x') + "\r\n\r\n";
    BOOST_REQUIRE(fits.size() == 100U);
    for (const std::size_t step : {1U, 7U, 100U}) BOOST_TEST_CONTEXT(step)
        {
            BOOST_TEST(refusal_of(fits, limits, step) == 0U);
            BOOST_TEST(refusal_of("GET /x HTTP/1.1" + fits.substr(14), limits, step) == 431U);
            BOOST_TEST(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(1000, 'x'), limits, step) == 431U);
            BOOST_TEST(refusal_of("GET /" + std::string(1000, 'x'), limits, step) == 414U);
        }
}

BOOST_AUTO_TEST_CASE(is_refused_when_the_client_ends_or_tarries)
{
    const http_limits limits;
    for (const auto& begun : {std::string("G"), five, five + "hell", chunked, chunked + "5\r\nhello\r\n0\r\n"})
        BOOST_TEST_CONTEXT(begun)
        {
            request_reader ended(limits, {});
            (void)ended.consume(begun);
            BOOST_TEST(ended.has_begun());
            ended.end();
            BOOST_TEST(ended.why().status == 400U);

            request_reader late(limits, {});
            (void)late.consume(begun);
            late.time_out();
            BOOST_TEST(late.why().status == 408U);
        }
}

// Whether a request is taken, and where it ends, must not depend on how the network cuts it.
BOOST_AUTO_TEST_CASE(reads_any_bytes_the_same_way_however_they_arrive)
{
    const std::string seeds[] = {
        five + "hello" + five + "hello",
        chunked + "5;x=\"y\"\r\nhello\r\n1\r\n!\r\n0\r\n\r\n" + five,
        "GET /a%20b/c?d=e&f HTTP/1.1\r\nHost: a.example:80\r\nExpect: 100-continue\r\nCookie: a=b; c=d\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close, x\r\n\r\n",
        "PUT http://a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 00003\r\nX: \xC3\xA9\t\r\n\r\nabc",
    };
    constexpr auto marks = "\r\n\0 \t:;,/%?#*0159aAfFx-+.\"\\\x7F\x80\xFF"sv;
    http_limits limits;
    limits.header_bytes = 200;
    limits.body_bytes = 20;
    limits.raw_bytes = 240;

    std::mt19937 random(20'260'815); // the same bytes each time
    std::size_t complete = 0;
    for (int round = 0; round < 20'000; ++round)
    {
        auto bytes = seeds[random() % std::size(seeds)];
        for (auto changes = 1 + random() % 3; changes > 0; --changes)
        {
            const auto at = random() % bytes.size();
            const auto mark = marks[random() % marks.size()];
            switch (random() % 3)
            {
            case 0: bytes[at] = mark; break;
            case 1: bytes.insert(at, 1, mark); break;
            default: bytes.erase(at, 1 + random() % 3); break;
            }
        }
        request_reader whole(limits, {});
        request_reader pieces(limits, {});
        const auto taken = feed(whole, bytes, bytes.size());
        const auto taken_in_pieces = feed(pieces, bytes, 1 + random() % 5);
        BOOST_TEST_CONTEXT(bytes)
        {
            BOOST_REQUIRE((whole.at() == pieces.at()));
            if (whole.at() == state::refused) BOOST_REQUIRE(whole.why().status == pieces.why().status);
            if (whole.at() != state::complete) continue;
            ++complete;
            BOOST_REQUIRE(taken == taken_in_pieces);
            const auto one = whole.take_request();
            const auto other = pieces.take_request();
            BOOST_REQUIRE(one.path == other.path);
            BOOST_REQUIRE((one.headers == other.headers));
            BOOST_REQUIRE(one.body == other.body);
        }
    }
    BOOST_TEST(complete > 1000U); // else the changes hide what is to be seen
}

BOOST_AUTO_TEST_SUITE_END()
