// SPDX-License-Identifier: BSL-1.0
#include "delivery/request_check.hpp"
#include "scripted_operation.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

using namespace multipost;
using namespace multipost::testing;

namespace {

std::string_view wrong(const http_request& request)
{
    return wrong_with(request, {permitted_origin{"https", "hooks.example.com", 443}}, {100, 0});
}

} // namespace

BOOST_AUTO_TEST_SUITE(request_check_rules)

BOOST_AUTO_TEST_CASE(an_ordinary_request_is_fine)
{
    auto request = publishes();
    request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}, {"Authorization", "Bearer x"}};
    request.body = {std::string("{}"), attachment_range{0, 0, 100}, attachment_range{0, 100, 0},
                    attachment_range{1, 0, 0}};
    BOOST_TEST(wrong(request) == "");
    for (const auto* method : {"GET", "PUT", "PATCH", "DELETE"})
    {
        request.method = method;
        BOOST_TEST(wrong(request) == "");
    }
}

BOOST_AUTO_TEST_CASE(each_wrong_request_is_refused)
{
    const std::pair<const char*, std::function<void(http_request&)>> table[] = {
        {"no effect", [](auto& r) { r.effect = effect{0}; }},
        {"unknown effect", [](auto& r) { r.effect = effect{4}; }},
        {"no method", [](auto& r) { r.method.clear(); }},
        {"method with a space", [](auto& r) { r.method = "GET /"; }},
        {"method with a line break", [](auto& r) { r.method = "GET\r\n"; }},
        {"CONNECT", [](auto& r) { r.method = "CONNECT"; }},
        {"TRACE", [](auto& r) { r.method = "TRACE"; }},
        {"HEAD", [](auto& r) { r.method = "HEAD"; }},
        {"negative timeout", [](auto& r) { r.timeout = std::chrono::milliseconds(-1); }},
        {"no URL", [](auto& r) { r.url.clear(); }},
        {"relative URL", [](auto& r) { r.url = "/services"; }},
        {"another host", [](auto& r) { r.url = "https://example.com/"; }},
        {"a host that only begins the same", [](auto& r) { r.url = "https://hooks.example.com.evil.org/"; }},
        {"another scheme", [](auto& r) { r.url = "http://hooks.example.com/"; }},
        {"another port", [](auto& r) { r.url = "https://hooks.example.com:8443/"; }},
        {"user information", [](auto& r) { r.url = "https://a:b@hooks.example.com/"; }},
        {"a host posing as user information", [](auto& r) { r.url = "https://hooks.example.com@evil.org/"; }},
        {"line break in the URL", [](auto& r) { r.url += "\r\nX: y"; }},
        {"NUL in the URL", [](auto& r) { r.url += '\0'; }},
        {"header without a name",
         [](auto& r) {
             r.headers = {{"", "x"}};
         }},
        {"header name with a colon",
         [](auto& r) {
             r.headers = {{"A:", "x"}};
         }},
        {"header value with CR",
         [](auto& r) {
             r.headers = {{"A", "x\r"}};
         }},
        {"header value with LF",
         [](auto& r) {
             r.headers = {{"A", "x\ny"}};
         }},
        {"header value with NUL",
         [](auto& r) {
             r.headers = {{"A", std::string("x\0", 2)}};
         }},
        {"Host",
         [](auto& r) {
             r.headers = {{"hOsT", "x"}};
         }},
        {"Content-Length",
         [](auto& r) {
             r.headers = {{"Content-Length", "1"}};
         }},
        {"Transfer-Encoding",
         [](auto& r) {
             r.headers = {{"transfer-encoding", "chunked"}};
         }},
        {"Connection",
         [](auto& r) {
             r.headers = {{"Connection", "close"}};
         }},
        {"attachment there is not",
         [](auto& r) {
             r.body = {attachment_range{2, 0, 0}};
         }},
        {"offset beyond the attachment",
         [](auto& r) {
             r.body = {attachment_range{0, 101, 0}};
         }},
        {"length beyond the attachment",
         [](auto& r) {
             r.body = {attachment_range{0, 1, 100}};
         }},
        {"length that overflows",
         [](auto& r) {
             r.body = {attachment_range{0, 1, ~std::uint64_t{0}}};
         }},
    };
    for (const auto& [name, spoil] : table) BOOST_TEST_CONTEXT(name)
        {
            auto request = publishes();
            spoil(request);
            BOOST_TEST(wrong(request) != "");
        }
}

BOOST_AUTO_TEST_SUITE_END()
