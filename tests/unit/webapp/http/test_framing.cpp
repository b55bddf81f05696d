// SPDX-License-Identifier: BSL-1.0
#include "http/framing.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

using namespace webapp;
using namespace std::string_literals;

namespace {

const std::string get = "GET / HTTP/1.1\r\n";
const std::string post = "POST / HTTP/1.1\r\n";
const std::string host = "Host: a.example\r\n";
const std::string end = "\r\n";

unsigned status_of(std::string_view head, const framing_rules& rules = {})
{
    const auto wrong = check_head(head, rules);
    return wrong ? wrong->status : 200;
}

} // namespace

BOOST_AUTO_TEST_SUITE(framing)

BOOST_AUTO_TEST_CASE(a_proper_header_block_passes)
{
    for (const auto& head : {
             get + host + end,
             get + "hOsT:a.example\r\n" + end,
             get + "Host: \t a.example \t \r\n" + end,
             get + "Host: a.example:8080\r\n" + end,
             get + "Host: 127.0.0.1:8080\r\n" + end,
             get + "Host: [::1]:8080\r\n" + end,
             get + host + "X:\r\n" + end,
             get + host + "X: caf\xC3\xA9\t\xFF\r\n" + end,
             get + host + "Content-Length: 0\r\n" + end,
             get + host + "Upgrade: h2c\r\nConnection: Upgrade\r\n" + end,
             "OPTIONS * HTTP/1.1\r\n" + host + end,
             "GET /a?b=%20 HTTP/1.1\r\n" + host + end,
             "GET http://a.example/a HTTP/1.1\r\n" + host + end,
             "GET HTTP://A.example/a HTTP/1.1\r\n" + host + end,
             post + host + end,
             post + host + "Content-Length: 5\r\n" + end,
             post + host + "Content-Length: 65536\r\n" + end,
             post + host + "Content-Length: 00000000000000000005\r\n" + end,
             post + host + "Transfer-Encoding: chunked\r\n" + end,
             post + host + "Transfer-Encoding: CHUNKED\r\n" + end,
             post + host + "Transfer-Encoding: \tchunked \r\n" + end,
             post + host + "Expect: 100-Continue\r\nContent-Length: 5\r\n" + end,
             "DELETE / HTTP/1.1\r\n" + host + "Content-Length: 5\r\n" + end,
             "GET / HTTP/1.0\r\n" + host + end,
             "POST / HTTP/1.0\r\n" + host + "Content-Length: 5\r\n" + end,
         })
        BOOST_TEST_CONTEXT(head) { BOOST_TEST(status_of(head) == 200U); }
}

BOOST_AUTO_TEST_CASE(what_could_be_read_in_two_ways_is_refused)
{
    const struct
    {
        unsigned status;
        std::string head;
    } cases[] = {
        // the request line
        {400, end + end},
        {400, "GET /\r\n" + host + end},
        {400, "GET  / HTTP/1.1\r\n" + host + end},
        {400, "GET / HTTP/1.1 \r\n" + host + end},
        {400, " GET / HTTP/1.1\r\n" + host + end},
        {400, "GET\t/\tHTTP/1.1\r\n" + host + end},
        {400, "GET /a b HTTP/1.1\r\n" + host + end},
        {400, "GET  HTTP/1.1\r\n" + host + end},
        {400, "G(T / HTTP/1.1\r\n" + host + end},
        {400, "GET /\x7F HTTP/1.1\r\n" + host + end},
        {400, "GET /\xC3\xA9 HTTP/1.1\r\n" + host + end},
        {400, "GET /\x0B HTTP/1.1\r\n" + host + end},
        {400, "GET /"s + '\0' + " HTTP/1.1\r\n" + host + end},
        {400, "GET / http/1.1\r\n" + host + end},
        {400, "GET / HTTP/1.1x\r\n" + host + end},
        {400, "GET / HTTP/11\r\n" + host + end},
        {400, "GET / HTTP/1.\r\n" + host + end},
        {400, "GET / \r\n" + host + end},
        {400, "GET / HTTP/1.0\r\n" + end},
        {400, "POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n" + end},
        {400, "GET / HTTP/1.2\r\n" + host + end},
        {400, "GET / HTTP/2.0\r\n" + host + end},
        {400, "PRI * HTTP/2.0\r\n" + end},
        {501, "TRACE / HTTP/1.1\r\n" + host + end},
        {501, "CONNECT a.example:443 HTTP/1.1\r\n" + host + end},
        {501, "get / HTTP/1.1\r\n" + host + end},
        {501, "BREW / HTTP/1.1\r\n" + host + end},
        // the target
        {400, "GET a HTTP/1.1\r\n" + host + end},
        {400, "GET * HTTP/1.1\r\n" + host + end},
        {400, "GET ftp://a.example/ HTTP/1.1\r\n" + host + end},
        {400, "GET http:// HTTP/1.1\r\n" + host + end},
        {400, "GET http:///a HTTP/1.1\r\n" + host + end},
        {400, "GET http://b.example/ HTTP/1.1\r\n" + host + end},
        {400, "GET http://u@a.example/ HTTP/1.1\r\n" + host + end},
        // lines
        {400, get + host + " folded\r\n" + end},
        {400, get + host + "X: a\r\n\tb\r\n" + end},
        {400, get + " Host: a.example\r\n" + end},
        {400, get + "Host : a.example\r\n" + end},
        {400, get + "Host\t: a.example\r\n" + end},
        {400, get + host + ": value\r\n" + end},
        {400, get + host + "nonsense\r\n" + end},
        {400, get + host + "X\xC3\xA9: a\r\n" + end},
        {400, get + host + "X(: a\r\n" + end},
        {400, get + host + "X: a\rb\r\n" + end},
        {400, get + host + "X: a\nb\r\n" + end},
        {400, get + host + "X: a\nTransfer-Encoding: chunked\r\n" + end},
        {400, get + host + "X: a"s + '\0' + "\r\n" + end},
        {400, get + host + "X: \x1B[31m\r\n" + end},
        {400, get + host + "X: \x7F\r\n" + end},
        {400, get + host + end + get + host + end},
        // Host
        {400, get + end},
        {400, get + host + host + end},
        {400, get + "Host:\r\n" + end},
        {400, get + "Host: a b\r\n" + end},
        {400, get + "Host: a.example, b.example\r\n" + end},
        {400, get + "Host: u@a.example\r\n" + end},
        {400, get + "Host: a.example/x\r\n" + end},
        {400, get + "Host: a.example:\r\n" + end},
        {400, get + "Host: a.example:0\r\n" + end},
        {400, get + "Host: a.example:65536\r\n" + end},
        {400, get + "Host: a.example:80:80\r\n" + end},
        {400, get + "Host: a%2Eexample\r\n" + end},
        {400, get + "Host: [::1\r\n" + end},
        {400, get + "Host: [v1.a]\r\n" + end},
        {400, get + "Host: ::1\r\n" + end},
        {400, get + "Host: a$b\r\n" + end},
        // the body's length
        {400, post + host + "Content-Length: 5\r\nContent-Length: 5\r\n" + end},
        {400, post + host + "Content-Length: 5\r\ncontent-length: 6\r\n" + end},
        {400, post + host + "Content-Length: 5, 5\r\n" + end},
        {400, post + host + "Content-Length: -1\r\n" + end},
        {400, post + host + "Content-Length: +5\r\n" + end},
        {400, post + host + "Content-Length: 0x5\r\n" + end},
        {400, post + host + "Content-Length: 5 5\r\n" + end},
        {400, post + host + "Content-Length: 5.0\r\n" + end},
        {400, post + host + "Content-Length:\r\n" + end},
        {400, post + host + "Content-Length: \xD9\xA5\r\n" + end},
        {413, post + host + "Content-Length: 65537\r\n" + end},
        {413, post + host + "Content-Length: 18446744073709551616\r\n" + end},
        {413, post + host + "Content-Length: 99999999999999999999999999\r\n" + end},
        {400, get + host + "Content-Length: 5\r\n" + end},
        {400, "HEAD / HTTP/1.1\r\n" + host + "Content-Length: 5\r\n" + end},
        {400, get + host + "Transfer-Encoding: chunked\r\n" + end},
        {400, post + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + end},
        {400, post + host + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" + end},
        {400, post + host + "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n" + end},
        {400, post + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + end},
        {400, post + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n" + end},
        {400, post + host + "Transfer-Encoding:\r\n" + end},
        {400, post + host +
                  "Transfer-Encoding: \x0B"
                  "chunked\r\n" +
                  end},
        {501, post + host + "Transfer-Encoding: gzip\r\n" + end},
        {501, post + host + "Transfer-Encoding: identity\r\n" + end},
        {501, post + host + "Transfer-Encoding: gzip, chunked\r\n" + end},
        {501, post + host + "Transfer-Encoding: chunked, chunked\r\n" + end},
        {501, post + host + "Transfer-Encoding: chunked, identity\r\n" + end},
        {501, post + host + "Transfer-Encoding: chunked;q=1\r\n" + end},
        {501, post + host + "Transfer-Encoding: xchunked\r\n" + end},
        {501, post + host + "Transfer-Encoding: \"chunked\"\r\n" + end},
        {501, post + host + "Transfer-Encoding: chunked,\r\n" + end},
        // the rest
        {417, post + host + "Expect: 200-ok\r\n" + end},
        {417, post + host + "Expect: 100-continue, 200-ok\r\n" + end},
        {400, post + host + "Expect: 100-continue\r\nExpect: 100-continue\r\n" + end},
        {400, post + host + "Content-Type: application/json\r\nContent-Type: text/plain\r\n" + end},
        {400, post + host + "Origin: https://a.example\r\nORIGIN: https://b.example\r\n" + end},
        {400, get + host + "Authorization: a\r\nAuthorization: b\r\n" + end},
        // no block
        {400, ""},
        {400, "\r\n\r\n"},
        {400, get + host},
    };
    for (const auto& one : cases) BOOST_TEST_CONTEXT(one.head)
        {
            BOOST_TEST(status_of(one.head) == one.status);
        }
}

BOOST_AUTO_TEST_CASE(a_host_that_is_not_ours_is_misdirected)
{
    const std::array<std::string, 2> ours{"post.example.org", "127.0.0.1:8080"};
    framing_rules rules;
    rules.hosts = ours;
    BOOST_TEST(status_of(get + "Host: post.example.org\r\n\r\n", rules) == 200U);
    BOOST_TEST(status_of(get + "Host: POST.example.ORG\r\n\r\n", rules) == 200U);
    BOOST_TEST(status_of(get + "Host: 127.0.0.1:8080\r\n\r\n", rules) == 200U);
    BOOST_TEST(status_of("GET http://post.example.org/ HTTP/1.1\r\nHost: post.example.org\r\n\r\n", rules) == 200U);
    for (const std::string foreign : {"127.0.0.1", "post.example.org:80", "post.example.org.", "rebound.example",
                                      "xpost.example.org", "127.0.0.1:8081"})
        BOOST_TEST_CONTEXT(foreign)
        {
            BOOST_TEST(status_of(get + "Host: " + foreign + "\r\n\r\n", rules) == 421U);
            BOOST_TEST(status_of("GET http://" + foreign + "/ HTTP/1.1\r\nHost: " + foreign + "\r\n\r\n", rules) ==
                       421U);
        }
}

BOOST_AUTO_TEST_CASE(target_headers_and_body_are_bounded)
{
    framing_rules rules;
    rules.target_bytes = 10;
    rules.header_count = 3;
    rules.body_bytes = 7;
    BOOST_TEST(status_of("GET /123456789 HTTP/1.1\r\n" + host + end, rules) == 200U);
    BOOST_TEST(status_of("GET /1234567890 HTTP/1.1\r\n" + host + end, rules) == 414U);
    BOOST_TEST(status_of(get + host + "A: 1\r\nB: 2\r\n" + end, rules) == 200U);
    BOOST_TEST(status_of(get + host + "A: 1\r\nB: 2\r\nC: 3\r\n" + end, rules) == 431U);
    BOOST_TEST(status_of(post + host + "Content-Length: 7\r\n" + end, rules) == 200U);
    BOOST_TEST(status_of(post + host + "Content-Length: 8\r\n" + end, rules) == 413U);
}

BOOST_AUTO_TEST_CASE(a_block_that_is_cut_anywhere_is_refused)
{
    const auto whole = post + host + "Content-Length: 5\r\nX: y\r\n" + end;
    for (std::size_t size = 0; size < whole.size(); ++size) BOOST_TEST_CONTEXT(size)
        {
            BOOST_TEST(status_of(whole.substr(0, size)) == 400U);
        }
}

// Nothing that any one octet can be replaced by may be read as another request's frame: it is refused, or it is harmless.
BOOST_AUTO_TEST_CASE(a_control_character_is_refused_wherever_it_stands)
{
    const auto whole = post + host + "Content-Length: 5\r\nX: y\r\n" + end;
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (int octet = 0; octet <= 0x7F; ++octet)
        {
            if ((octet >= 0x20 && octet != 0x7F) || octet == '\t' || whole[at] == octet) continue;
            auto broken = whole;
            broken[at] = static_cast<char>(octet);
            BOOST_TEST_CONTEXT("octet " << octet << " at " << at) { BOOST_TEST(status_of(broken) == 400U); }
        }
}

BOOST_AUTO_TEST_CASE(the_end_of_the_block_is_found_however_it_arrives)
{
    const auto block = get + host + end;
    const auto bytes = block + get + host + end;
    head_end found;
    std::size_t calls = 0;
    for (std::size_t size = 0; size <= bytes.size() && found.size == 0; ++size, ++calls)
    {
        found = find_head_end(std::string_view(bytes).substr(0, size), found.scanned);
        BOOST_TEST(!found.is_broken);
    }
    BOOST_TEST(found.size == block.size());
    BOOST_TEST(calls == block.size() + 1);
    BOOST_TEST(find_head_end(bytes, 0).size == block.size());
}

BOOST_AUTO_TEST_CASE(a_block_that_cannot_end_well_is_told_at_once)
{
    for (const auto& bytes :
         {"\n"s, "\r\n"s, "\rG"s, "GET / HTTP/1.1\n"s, "GET / HTTP/1.1\r\r"s, "GET / HTTP/1.1\r\nHost: a\n\n"s,
          "GET / HTTP/1.1\r\nX: \x01"s, "GET /\x7F"s, "GET "s + '\0', "\x16\x03\x01\x02"s})
        BOOST_TEST_CONTEXT(bytes) { BOOST_TEST(find_head_end(bytes, 0).is_broken); }
    for (const auto& bytes : {""s, "G"s, "GET / HTTP/1.1\r"s, "GET / HTTP/1.1\r\n"s, "GET / HTTP/1.1\r\n\r"s})
        BOOST_TEST_CONTEXT(bytes)
        {
            BOOST_TEST(!find_head_end(bytes, 0).is_broken);
            BOOST_TEST(find_head_end(bytes, 0).size == 0U);
        }
}

BOOST_AUTO_TEST_SUITE_END()
