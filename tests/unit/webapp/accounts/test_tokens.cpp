// SPDX-License-Identifier: BSL-1.0
#include "accounts/secret_token.hpp"
#include "accounts/uuid_v7.hpp"
#include "api/uuid.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

using namespace webapp;

BOOST_AUTO_TEST_SUITE(tokens)

BOOST_AUTO_TEST_CASE(a_token_is_256_random_bits_that_a_cookie_can_hold)
{
    std::set<std::string> seen;
    for (int i = 0; i != 1'000; ++i)
    {
        const std::string token(new_token(32).reveal());
        BOOST_TEST(token.size() == 43U);
        BOOST_TEST(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
                   std::string::npos);
        seen.insert(token);
    }
    BOOST_TEST(seen.size() == 1'000U);
}

BOOST_AUTO_TEST_CASE(digests_are_those_of_blake2b_and_compare_whole)
{
    // BLAKE2b-256 of "abc": `b2sum -l 256`
    const std::string expected("\xBD\xDD\x81\x3C\x63\x42\x39\x72\x31\x71\xEF\x3F\xEE\x98\x57\x9B"
                               "\x94\x96\x4E\x3B\xB1\xCB\x3E\x42\x72\x62\xC8\xC0\x68\xD5\x23\x19");
    BOOST_TEST(token_digest("abc") == expected);
    BOOST_TEST(equal_digests(expected, expected));
    BOOST_TEST(!equal_digests(expected, token_digest("abd")));
    BOOST_TEST(!equal_digests(expected, expected.substr(1)));
    BOOST_TEST(!equal_digests(expected, ""));
}

BOOST_AUTO_TEST_CASE(a_text_taken_over_is_overwritten)
{
    std::string text = "hush";
    const char* const where = text.data(); // short: within the string itself
    const auto secret = take_secret(std::move(text));
    BOOST_TEST(secret.reveal() == "hush");
    BOOST_TEST(std::string(where, 4) == std::string(4, '\0'));
}

BOOST_AUTO_TEST_CASE(ids_are_of_version_7_and_sort_by_time)
{
    using namespace std::chrono_literals;
    const multipost::wall_time at{1'645'557'742'000ms}; // RFC 9562 appendix A.6
    const auto first = new_uuid_v7(at);
    BOOST_TEST(is_uuid(first), first);
    BOOST_TEST(first.starts_with("017f22e2-79b0-7"), first);
    BOOST_TEST(std::string("89ab").find(first[19]) != std::string::npos, first);
    BOOST_TEST(first < new_uuid_v7(at + 1ms));
    BOOST_TEST(first != new_uuid_v7(at));
}

BOOST_AUTO_TEST_SUITE_END()
