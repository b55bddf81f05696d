// SPDX-License-Identifier: BSL-1.0
#include <multipost/message.hpp>
#include <multipost/text.hpp>

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(plain_text_rules)

BOOST_AUTO_TEST_CASE(text_is_taken_as_it_is)
{
    for (const auto text :
         {""sv, "a **b** <c> & `d`"sv, "- x\n\n# y"sv, "ÿ€😀\u200D"sv, " \t a "sv, "\uFFFE\uFFFF\U0010FFFF"sv})
    {
        const auto taken = plain_text(text);
        BOOST_TEST_REQUIRE(taken.has_value());
        BOOST_TEST(taken->text == text);
        BOOST_TEST(taken->spans.empty());
    }
}

BOOST_AUTO_TEST_CASE(every_line_end_becomes_a_line_feed)
{
    BOOST_TEST(plain_text("a\r\nb\rc\nd\r\r\ne\n\r").value().text == "a\nb\nc\nd\n\ne\n\n");
}

BOOST_AUTO_TEST_CASE(text_that_is_not_valid_utf8_is_refused_with_the_byte)
{
    struct
    {
        const char* what;
        std::string_view text;
        std::size_t at;
    } const table[] = {
        {"a continuation byte alone", "\x80"sv, 0},
        {"a lead byte alone", "ab\xC3"sv, 2},
        {"a lead byte before a letter", "a\xC3z"sv, 1},
        {"an overlong slash of two bytes", "ab\xC0\xAF"sv, 2},
        {"an overlong U+0000", "\xC0\x80"sv, 0},
        {"an overlong U+007F", "\xC1\xBF"sv, 0},
        {"an overlong form of three bytes", "é\xE0\x80\xAF"sv, 2},
        {"the last overlong form of three bytes", "\xE0\x9F\xBF"sv, 0},
        {"an overlong form of four bytes", "\xF0\x80\x80\xAF"sv, 0},
        {"the last overlong form of four bytes", "\xF0\x8F\xBF\xBF"sv, 0},
        {"the first surrogate", "x\xED\xA0\x80"sv, 1},
        {"the last surrogate", "x\xED\xBF\xBF"sv, 1},
        {"a surrogate pair in UTF-8", "\xED\xA0\xBD\xED\xB8\x80"sv, 0},
        {"above U+10FFFF", "😀\xF4\x90\x80\x80"sv, 4},
        {"a lead byte of five", "\xF8\x88\x80\x80\x80"sv, 0},
        {"FF", "ab\xFF"sv, 2},
        {"three bytes cut short", "€\xE2\x82"sv, 3},
        {"four bytes cut short", "\xF0\x9F\x98"sv, 0},
        {"latin1",
         "gr\xFC\xDF"
         "e"sv,
         2},
    };
    for (const auto& row : table) BOOST_TEST_CONTEXT(row.what)
        {
            for (const auto& taken : {plain_text(row.text), parse_markdown(row.text)})
            {
                BOOST_TEST_REQUIRE(!taken.has_value());
                BOOST_TEST((taken.error().code == errc::bad_message));
                BOOST_TEST(taken.error().what == "The text is not valid UTF-8 at byte " + std::to_string(row.at) +
                                                     ". Save it as UTF-8 and try again.");
            }
        }
}

BOOST_AUTO_TEST_CASE(u0000_is_refused_with_the_byte)
{
    for (const auto& taken : {plain_text("ä\0b"sv), parse_markdown("ä\0b"sv)})
    {
        BOOST_TEST_REQUIRE(!taken.has_value());
        BOOST_TEST((taken.error().code == errc::bad_message));
        BOOST_TEST(taken.error().what == "The text holds U+0000 at byte 2. Remove that character.");
    }
}

BOOST_AUTO_TEST_CASE(a_message_from_markdown_holds_its_text_and_nothing_else)
{
    const auto m = message::from_markdown("a **b**").value();
    BOOST_TEST(m.text.text == "a b");
    BOOST_TEST(m.text.spans.size() == 1U);
    BOOST_TEST((m.title.empty() && m.link.empty() && m.language.empty() && m.attachments.empty()));

    const auto refused = message::from_markdown("\xFF");
    BOOST_TEST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code == errc::bad_message));
}

BOOST_AUTO_TEST_SUITE_END()
