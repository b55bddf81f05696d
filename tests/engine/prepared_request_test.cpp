// SPDX-License-Identifier: BSL-1.0
#include "engine/prepared_request.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace multipost;

namespace {

http_request request_of(std::string method, std::vector<body_part> body = {})
{
    http_request request;
    request.method = std::move(method);
    request.url = "https://example.org:8443/hook?x=1";
    request.body = std::move(body);
    return request;
}

std::vector<attachment> one_attachment(std::string bytes)
{
    std::vector<attachment> attachments(1);
    attachments[0].bytes = std::make_shared<const std::string>(std::move(bytes));
    return attachments;
}

io_result<prepared_request> prepare(const http_request& request, const std::vector<attachment>& attachments = {})
{
    return prepared_request::from(request, *destination_from_url(request.url), attachments, "agent");
}

std::string bytes_of(prepared_request& prepared)
{
    std::string bytes;
    for (const auto& buffer : prepared.buffers()) bytes.append(static_cast<const char*>(buffer.data()), buffer.size());
    return bytes;
}

std::string code_of(const http_request& request, const std::vector<attachment>& attachments = {})
{
    const auto prepared = prepare(request, attachments);
    return prepared ? "" : prepared.error().code;
}

} // namespace

BOOST_AUTO_TEST_SUITE(prepared_requests)

BOOST_AUTO_TEST_CASE(a_request_is_written_as_http_1_1)
{
    auto request = request_of("POST", {std::string("{}")});
    request.headers = {{"Content-Type", "application/json"}};
    auto prepared = *prepare(request);
    BOOST_TEST(bytes_of(prepared) == "POST /hook?x=1 HTTP/1.1\r\n"
                                     "Host: example.org:8443\r\n"
                                     "Content-Type: application/json\r\n"
                                     "User-Agent: agent\r\n"
                                     "Accept: */*\r\n"
                                     "Accept-Encoding: identity\r\n"
                                     "Content-Length: 2\r\n"
                                     "\r\n"
                                     "{}");
}

BOOST_AUTO_TEST_CASE(what_the_request_says_itself_is_not_said_twice)
{
    auto request = request_of("GET");
    request.headers = {{"user-agent", "mine"}, {"accept", "text/plain"}, {"accept-encoding", "br"}};
    auto prepared = *prepare(request);
    BOOST_TEST(bytes_of(prepared) ==
               "GET /hook?x=1 HTTP/1.1\r\nHost: example.org:8443\r\nuser-agent: mine\r\naccept: text/plain\r\n"
               "accept-encoding: br\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(a_post_without_a_body_says_so)
{
    auto post = *prepare(request_of("POST"));
    BOOST_TEST(bytes_of(post).find("Content-Length: 0\r\n") != std::string::npos);
    auto get = *prepare(request_of("GET"));
    BOOST_TEST(bytes_of(get).find("Content-Length") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(attachments_are_viewed_and_not_copied)
{
    const auto attachments = one_attachment("0123456789");
    const auto request = request_of("PUT", {std::string("<"), attachment_range{0, 2, 3}, std::string(">")});
    auto prepared = *prepare(request, attachments);
    BOOST_TEST(bytes_of(prepared).ends_with("Content-Length: 5\r\n\r\n<234>"));
    BOOST_TEST_REQUIRE(prepared.buffers().size() == 4U);
    BOOST_TEST(prepared.buffers()[2].data() == attachments[0].bytes->data() + 2);
}

BOOST_AUTO_TEST_CASE(coalescing_changes_no_byte)
{
    const auto attachments = one_attachment(std::string(1000, 'x'));
    const auto request = request_of("PUT", {std::string("<"), attachment_range{0, 0, 1000}, std::string(">")});
    for (const std::size_t size : {0U, 1U, 200U, 300U, 1000U, 5000U})
    {
        auto whole = *prepare(request, attachments);
        auto prepared = *prepare(request, attachments);
        prepared.coalesce(size);
        BOOST_TEST(bytes_of(prepared) == bytes_of(whole));
    }
    auto prepared = *prepare(request, attachments);
    prepared.coalesce(5000);
    BOOST_TEST(prepared.buffers().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_request_cannot_be_split)
{
    struct
    {
        const char* name;
        std::string value;
        const char* code;
    } const rows[] = {
        {"X-A", "1", ""},
        {"X-A", "caf\xc3\xa9\tau lait", ""},
        {"X-A", "1\r\nX-B: 2", "header_invalid"},
        {"X-A", "1\n", "header_invalid"},
        {"X-A", std::string("1\0", 2), "header_invalid"},
        {"X-A", "\x7f", "header_invalid"},
        {"X A", "1", "header_invalid"},
        {"X:A", "1", "header_invalid"},
        {"X-A\r\n", "1", "header_invalid"},
        {"", "1", "header_invalid"},
        {"host", "elsewhere.example", "header_reserved"},
        {"CONTENT-LENGTH", "0", "header_reserved"},
        {"Transfer-Encoding", "chunked", "header_reserved"},
        {"Connection", "close", "header_reserved"},
        {"Expect", "100-continue", "header_reserved"},
    };
    for (const auto& row : rows)
    {
        auto request = request_of("POST");
        request.headers.emplace_back(row.name, row.value);
        BOOST_TEST(code_of(request) == row.code, row.name);
    }
    for (const auto* method : {"", "G ET", "GET /x HTTP/1.1\r\nX:", "G\0T"})
        BOOST_TEST(code_of(request_of(method)) == (std::string(method) == "G" ? "" : "method_invalid"));
}

BOOST_AUTO_TEST_CASE(a_range_that_no_attachment_has_is_refused)
{
    const auto attachments = one_attachment("0123456789");
    const auto code_of_range = [&](attachment_range range) { return code_of(request_of("PUT", {range}), attachments); };
    BOOST_TEST(code_of_range({0, 0, 10}) == "");
    BOOST_TEST(code_of_range({0, 10, 0}) == "");
    BOOST_TEST(code_of_range({0, 0, 11}) == "attachment_range_invalid");
    BOOST_TEST(code_of_range({0, 11, 0}) == "attachment_range_invalid");
    BOOST_TEST(code_of_range({0, 5, ~std::uint64_t{0}}) == "attachment_range_invalid");
    BOOST_TEST(code_of_range({1, 0, 0}) == "attachment_range_invalid");
}

BOOST_AUTO_TEST_SUITE_END()
