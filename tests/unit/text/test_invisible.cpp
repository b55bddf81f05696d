// SPDX-License-Identifier: BSL-1.0
#include "text/invisible.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;

BOOST_AUTO_TEST_SUITE(invisible_characters)

BOOST_AUTO_TEST_CASE(are_found_wherever_they_hide)
{
    const std::pair<const char*, std::string_view> table[] = {
        {"a zero width space", "pay\u200Bpal"},
        {"a word joiner", "a\u2060b"},
        {"a byte order mark", "\uFEFFa"},
        {"a soft hyphen", "pass\u00ADword"},
        {"an override of the direction", "exe.\u202Egpj"},
        {"an isolate", "\u2066a\u2069"},
        {"a mark of direction", "a\u200Fb"},
        {"a filler of Hangul", "a\u3164b"},
        {"a joiner between Latin letters", "a\u200Db"},
        {"a joiner between Vietnamese letters", "\u1EA1\u200D\u1EA3"},
        {"a joiner that begins the text", "\u200D👩"},
        {"a joiner that ends it", "👩\u200D"},
        {"two joiners", "👩\u200D\u200D👧"},
        {"a selector of nothing", "\uFE0F"},
        {"two selectors", "❤\uFE0F\uFE0F"},
        {"bytes in selectors", "a\U000E0101\U000E0102"},
        {"tags without a flag", "a\U000E0067\U000E0062"},
    };
    for (const auto& [what, text] : table) BOOST_TEST_CONTEXT(what) BOOST_TEST(has_invisible(text));
}

BOOST_AUTO_TEST_CASE(are_none_where_writing_needs_them)
{
    const std::pair<const char*, std::string_view> table[] = {
        {"nothing", ""},
        {"lines", "one\n\ttwo\n\nthree — \u00A0four"},
        {"Hebrew and Arabic", "\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627"},
        {"Persian with a non-joiner", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"},
        {"Devanagari with a joiner", "\u0915\u094D\u200D\u0937"},
        {"a family", "👨\u200D👩\u200D👧"},
        {"a heart on fire", "❤\uFE0F\u200D🔥"},
        {"a keycap", "1\uFE0F\u20E3"},
        {"a flag of tags", "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F!"},
        {"Han with a variant", "葛\U000E0100城"},
        {"a combining accent", "e\u0301"},
    };
    for (const auto& [what, text] : table) BOOST_TEST_CONTEXT(what) BOOST_TEST(!has_invisible(text));
}

BOOST_AUTO_TEST_CASE(in_what_is_no_utf8_are_not_looked_for) { BOOST_TEST(!has_invisible("\xC3")); }

BOOST_AUTO_TEST_SUITE_END()
