// SPDX-License-Identifier: BSL-1.0
#include <multipost/text.hpp>

#include <boost/test/unit_test.hpp>

using namespace multipost;

BOOST_AUTO_TEST_SUITE(length_rules)

BOOST_AUTO_TEST_CASE(each_unit_counts_what_its_networks_count)
{
    struct
    {
        const char* what;
        std::string_view text;
        std::size_t bytes, utf16, code_points, graphemes;
    } const table[] = {
        {"nothing", "", 0, 0, 0, 0},
        {"ASCII", "abc", 3, 3, 3, 3},
        {"a line end of two characters", "\r\n", 2, 2, 2, 1},
        {"a letter with its accent", "\u00E9", 2, 1, 1, 1},
        {"a letter and a combining accent", "e\u0301", 3, 2, 2, 1},
        {"three combining marks", "o\u0302\u0323\u0300x", 8, 5, 5, 2},
        {"a character of three bytes", "€", 3, 1, 1, 1},
        {"Han", "漢字", 6, 2, 2, 2},
        {"Hangul in single letters", "\u1100\u1161\u11A8", 9, 3, 3, 1},
        {"Devanagari with a vowel sign", "\u0928\u093F", 6, 2, 2, 1},
        {"an emoji beyond the basic plane", "😀", 4, 2, 1, 1},
        {"an emoji with a skin tone", "👍🏽", 8, 4, 2, 1},
        {"a family joined by zero width joiners", "👨\u200D👩\u200D👧", 18, 8, 5, 1},
        {"a keycap", "1\uFE0F\u20E3", 7, 3, 3, 1},
        {"a flag", "🇩🇪", 8, 4, 2, 1},
        {"two flags", "🇩🇪🇫🇷", 16, 8, 4, 2},
        {"half a flag more", "🇩🇪🇫", 12, 6, 3, 2},
        {"a letter of mathematics", "𝔸b", 5, 3, 2, 2},
    };
    for (const auto& row : table) BOOST_TEST_CONTEXT(row.what)
        {
            BOOST_TEST(length(row.text, length_unit::bytes) == row.bytes);
            BOOST_TEST(length(row.text, length_unit::utf16) == row.utf16);
            BOOST_TEST(length(row.text, length_unit::code_points) == row.code_points);
            BOOST_TEST(length(row.text, length_unit::graphemes) == row.graphemes);
        }
}

BOOST_AUTO_TEST_CASE(a_million_bytes_are_counted_and_invalid_ones_do_no_harm)
{
    std::string text;
    while (text.size() < 1'000'000) text += "e\u0301👍🏽";
    BOOST_TEST(length(text, length_unit::graphemes) == text.size() * 2 / 11);
    BOOST_TEST(length("a\xFF\xFE", length_unit::graphemes) <= 3U);
}

BOOST_AUTO_TEST_CASE(units_and_kinds_have_names)
{
    BOOST_TEST(to_string(length_unit::bytes) == "bytes");
    BOOST_TEST(to_string(length_unit::utf16) == "utf16");
    BOOST_TEST(to_string(length_unit::code_points) == "code_points");
    BOOST_TEST(to_string(length_unit::graphemes) == "graphemes");
    BOOST_TEST(to_string(span_kind::bold) == "bold");
    BOOST_TEST(to_string(span_kind::code_block) == "code_block");
    BOOST_TEST(to_string(span_kind::mention) == "mention");
    BOOST_TEST(to_string(span_kind{99}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
