// SPDX-License-Identifier: BSL-1.0
#include "headers.hpp"
#include "pages/document.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace webapp;
using namespace webapp_test;

namespace {

constexpr std::string_view two_places = R"(<meta nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>)";

std::string nonce_of(const response& r)
{
    const auto policy = header_of(r, "Content-Security-Policy");
    constexpr std::string_view before = "'nonce-";
    const auto begin = policy.find(before);
    BOOST_REQUIRE(begin != std::string_view::npos);
    const auto rest = policy.substr(begin + before.size());
    return std::string(rest.substr(0, rest.find('\'')));
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_document)

BOOST_AUTO_TEST_CASE(has_the_nonce_of_its_policy_wherever_there_is_a_place_for_it)
{
    const auto answer = document(two_places).answer(200);
    const auto nonce = nonce_of(answer);
    BOOST_TEST(answer.body == "<meta nonce=\"" + nonce + "\"><style nonce=\"" + nonce + "\"></style>");
    BOOST_TEST(document("__CSP_NONCE__").answer(200).body.size() == nonce.size());
    BOOST_TEST(document("nothing").answer(200).body == "nothing");
}

BOOST_AUTO_TEST_CASE(has_another_nonce_of_128_bits_in_each_answer)
{
    const document d(two_places);
    std::set<std::string> nonces;
    for (int i = 0; i < 1000; ++i) nonces.insert(nonce_of(d.answer(200)));
    BOOST_TEST(nonces.size() == 1000U);
    // 22 letters of base64 are 128 bits; none of them ends a header or an attribute
    for (const auto& nonce : nonces) BOOST_TEST(nonce.size() == 22U);
    BOOST_TEST(std::ranges::all_of(nonces, [](const std::string& nonce) {
        return nonce.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
               std::string::npos;
    }));
}

BOOST_AUTO_TEST_CASE(is_kept_by_nobody_and_allows_what_it_needs)
{
    const auto answer = document(two_places).answer(404);
    BOOST_TEST(answer.status == 404U);
    BOOST_TEST(header_of(answer, "Cache-Control") == "no-store");
    BOOST_TEST(header_of(answer, "Content-Type") == "text/html; charset=utf-8");
    const auto policy = header_of(answer, "Content-Security-Policy");
    for (const auto* part : {"default-src 'none';", "script-src 'self';", "connect-src 'self';", "base-uri 'none';",
                             "form-action 'self';", "frame-ancestors 'none';", "object-src 'none'"})
        BOOST_TEST(policy.find(part) != std::string_view::npos, part);
    for (const auto* part : {"unsafe", "*", "http", "blob:"})
        BOOST_TEST(policy.find(part) == std::string_view::npos, part);
}

BOOST_AUTO_TEST_SUITE_END()
