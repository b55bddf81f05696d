// SPDX-License-Identifier: BSL-1.0
#include "pages/content_coding.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;

namespace {

std::string_view chosen(std::optional<std::string_view> accept_encoding, content_codings there = {true, true})
{
    return name_of(choose_coding(accept_encoding, there));
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_content_coding)

BOOST_AUTO_TEST_CASE(is_the_one_that_the_client_likes_best)
{
    struct
    {
        std::string_view accept_encoding;
        std::string_view coding;
    } const cases[] = {
        {"gzip, deflate, br, zstd", "br"},
        {"gzip", "gzip"},
        {"GZIP", "gzip"},
        {"x-gzip", "gzip"},
        {"br;q=0.5, gzip;q=0.8", "gzip"},
        {"br;q=0.8, gzip;q=0.5", "br"},
        {"gzip;q=0.001", "gzip"},
        {"*", "br"},
        {"*, br;q=0", "gzip"},
        {"gzip;q=0.2, *;q=0.1", "gzip"},
        {"identity", "identity"},
        {"identity;q=0.5, gzip;q=0.4", "identity"},
        {"identity;q=0.5, gzip;q=0.5", "gzip"},
        {"identity;q=0.5, *;q=0.9", "br"},
        {"deflate, zstd", "identity"},
        {"br;q=0, gzip;q=0", "identity"},
        {"", "identity"},
        {"nonsense;;;q==,", "identity"},
    };
    for (const auto& [accept_encoding, coding] : cases)
        BOOST_TEST_CONTEXT(accept_encoding) BOOST_TEST(chosen(accept_encoding) == coding);
}

BOOST_AUTO_TEST_CASE(is_none_when_the_client_asks_for_none) { BOOST_TEST(chosen(std::nullopt) == "identity"); }

BOOST_AUTO_TEST_CASE(is_one_that_there_is)
{
    BOOST_TEST(chosen("br, gzip", {true, false}) == "gzip");
    BOOST_TEST(chosen("br, gzip", {false, true}) == "br");
    BOOST_TEST(chosen("br, gzip", {false, false}) == "identity");
    BOOST_TEST(chosen("br, gzip;q=0", {true, false}) == "identity");
}

BOOST_AUTO_TEST_CASE(is_none_when_nothing_there_is_accepted)
{
    for (const auto* accept_encoding : {"identity;q=0", "*;q=0", "zstd, identity;q=0"})
        BOOST_TEST_CONTEXT(accept_encoding) BOOST_TEST(chosen(accept_encoding, {false, false}) == "identity");
}

BOOST_AUTO_TEST_SUITE_END()
