// SPDX-License-Identifier: BSL-1.0
#include "outbox/channel_name.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace multipost;

BOOST_AUTO_TEST_SUITE(a_channel_name)

BOOST_AUTO_TEST_CASE(is_one_line_that_shows_something)
{
    for (const std::string name : {"Team", "  Équipe n° 1 ", "\xF0\x9F\x93\xA3", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
                                   "family \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"}) // a zero-width joiner
        BOOST_TEST(check_channel_name(name).has_value(), name);
    BOOST_TEST(check_channel_name(std::string(100, 'x')).has_value());
}

BOOST_AUTO_TEST_CASE(neither_hides_nor_reaches_beyond_itself)
{
    const std::string names[] = {
        "",
        "   ",
        "\xC2\xA0",                 // no-break space
        "\xEF\xBB\xBF",             // U+FEFF
        "\xE2\x80\x8B\xE2\x80\x8D", // zero-width space and joiner
        "a\nb",
        "a\xC2\x85"
        "b", // U+0085, next line
        "a\xE2\x80\xA8"
        "b", // U+2028, line separator
        "a\xE2\x80\xAE"
        "b", // U+202E, right-to-left override
        "a\xE2\x81\xA6"
        "b", // U+2066, left-to-right isolate
        "\xFF",
        std::string(101, 'x'),
        "x" +
            [] {
                std::string accents;
                for (int i = 0; i != 500; ++i) accents += "\xCC\x81";
                return accents;
            }(),
    };
    for (const auto& name : names)
    {
        const auto checked = check_channel_name(name);
        BOOST_REQUIRE_MESSAGE(checked.has_error(), "\"" << name << '"');
        BOOST_TEST(checked.error().code == make_error_code(errc::bad_channel));
    }
}

BOOST_AUTO_TEST_SUITE_END()
