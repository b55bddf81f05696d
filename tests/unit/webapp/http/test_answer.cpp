// SPDX-License-Identifier: BSL-1.0
#include "http/answer.hpp"
#include "http/refusal.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace webapp;

namespace {

constexpr std::chrono::sys_seconds example{std::chrono::seconds{784'111'777}}; // RFC 9110 section 5.6.7

response text(unsigned status, std::string body)
{
    response r;
    r.status = status;
    r.headers.emplace_back("Content-Type", "text/plain");
    r.body = std::move(body);
    return r;
}

answer_frame frame()
{
    answer_frame f;
    f.request_id = "0123";
    f.date = example;
    return f;
}

class silence final : public body_stream
{
public:
    boost::asio::awaitable<std::string> next() override { co_return std::string(); }
    void finish() noexcept override {}
};

} // namespace

BOOST_AUTO_TEST_SUITE(an_answer)

BOOST_AUTO_TEST_CASE(has_its_date_its_id_and_its_length)
{
    BOOST_TEST(answer_head(text(200, "hello"), frame()) == "HTTP/1.1 200 OK\r\n"
                                                           "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                                                           "X-Request-Id: 0123\r\n"
                                                           "Content-Length: 5\r\n"
                                                           "Content-Type: text/plain\r\n"
                                                           "\r\n");
}

BOOST_AUTO_TEST_CASE(may_have_a_body_that_lasts_as_long_as_the_server)
{
    auto r = text(200, "");
    r.lasting_body = "goodbye";
    BOOST_TEST(body_of(r) == "goodbye");
    BOOST_TEST(answer_head(r, frame()).find("\r\nContent-Length: 7\r\n") != std::string::npos);
    r.body = "hello";
    BOOST_TEST(body_of(r) == "hello");
}

BOOST_AUTO_TEST_CASE(says_that_the_connection_ends)
{
    auto f = frame();
    f.close = true;
    BOOST_TEST(answer_head(text(200, ""), f).find("\r\nConnection: close\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(has_no_length_where_there_is_no_body)
{
    for (const unsigned status : {204U, 304U}) BOOST_TEST_CONTEXT(status)
        {
            BOOST_TEST(!has_body(text(status, "")));
            BOOST_TEST(answer_head(text(status, ""), frame()).find("Content-Length") == std::string::npos);
        }
}

BOOST_AUTO_TEST_CASE(takes_the_server_s_headers_where_it_has_none_of_its_own)
{
    const std::vector<std::pair<std::string, std::string>> more{{"X-Frame-Options", "DENY"},
                                                                {"Referrer-Policy", "no-referrer"}};
    auto f = frame();
    f.more = more;
    auto r = text(200, "");
    r.headers.emplace_back("x-frame-options", "SAMEORIGIN");
    const auto head = answer_head(r, f);
    BOOST_TEST(head.find("x-frame-options: SAMEORIGIN\r\n") != std::string::npos);
    BOOST_TEST(head.find("DENY") == std::string::npos);
    BOOST_TEST(head.find("Referrer-Policy: no-referrer\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_framed_by_the_server_alone)
{
    auto r = text(200, "hello");
    for (const auto* name : {"content-length", "Transfer-Encoding", "CONNECTION", "Date", "x-request-id"})
        r.headers.emplace_back(name, "mine");
    BOOST_TEST(answer_head(r, frame()).find("mine") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_not_written_when_a_header_would_break_its_frame)
{
    BOOST_TEST(is_writable(text(200, "\r\n")));
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, std::string>>{{"Location", "/\r\nSet-Cookie: a=b"},
                                                          {"Location", "/\n"},
                                                          {"Location", std::string("\0", 1)},
                                                          {"Location", "\x7F"},
                                                          {"Bad Name", "x"},
                                                          {"", "x"},
                                                          {"a:b", "x"},
                                                          {"a\r\n", "x"}})
        BOOST_TEST_CONTEXT(name << ": " << value)
        {
            auto r = text(200, "");
            r.headers.emplace_back(name, value);
            BOOST_TEST(!is_writable(r));
        }
    for (const unsigned status : {0U, 100U, 101U, 199U, 600U, 1000U}) BOOST_TEST_CONTEXT(status)
        {
            BOOST_TEST(!is_writable(text(status, "")));
        }
}

BOOST_AUTO_TEST_CASE(of_a_refusal_is_a_problem)
{
    const struct
    {
        unsigned status;
        std::string_view code;
    } cases[] = {{400, "bad_request"},       {408, "request_timeout"},    {413, "body_too_large"},
                 {414, "uri_too_long"},      {417, "expectation_failed"}, {421, "misdirected_request"},
                 {431, "headers_too_large"}, {501, "not_implemented"}};
    for (const auto& one : cases) BOOST_TEST_CONTEXT(one.status)
        {
            const auto told = to_response({one.status, "It is so."}, "0123");
            BOOST_TEST(told.status == one.status);
            BOOST_TEST(told.close);
            BOOST_TEST(told.headers.front().second == "application/problem+json");
            const auto body = boost::json::parse(told.body).as_object();
            BOOST_TEST(body.at("type").as_string() == "urn:multipost:problem:" + std::string(one.code));
            BOOST_TEST(body.at("code").as_string() == one.code);
            BOOST_TEST(body.at("status").as_int64() == one.status);
            BOOST_TEST(body.at("detail").as_string() == "It is so.");
            BOOST_TEST(body.at("request_id").as_string() == "0123");
            BOOST_TEST(!body.at("title").as_string().empty());
            BOOST_TEST(body.size() == 6U);
        }
}

BOOST_AUTO_TEST_CASE(that_goes_on_has_no_length)
{
    response r;
    r.stream = std::make_shared<silence>();
    auto f = frame();
    BOOST_TEST(answer_head(r, f).find("Content-Length") == std::string::npos);
    BOOST_TEST(answer_head(r, f).find("Transfer-Encoding") == std::string::npos);
    f.chunked = true;
    BOOST_TEST(answer_head(r, f).find("\r\nTransfer-Encoding: chunked\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_cut_into_chunks)
{
    BOOST_TEST(as_chunk("hello") == "5\r\nhello\r\n");
    BOOST_TEST(as_chunk(std::string(300, 'x')).starts_with("12c\r\nx"));
    BOOST_TEST(as_chunk("") == "0\r\n\r\n");
}

BOOST_AUTO_TEST_SUITE_END()
