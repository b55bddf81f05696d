// SPDX-License-Identifier: BSL-1.0
#include "notation.hpp"
#include "text/reduce.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace multipost;
using namespace multipost::testing;

namespace {

const std::vector<span_kind> everything = {
    span_kind::bold,  span_kind::italic, span_kind::strike,    span_kind::code,    span_kind::code_block,
    span_kind::quote, span_kind::link,   span_kind::list_item, span_kind::heading, span_kind::mention};

std::vector<span_kind> without(std::initializer_list<span_kind> dropped)
{
    std::vector<span_kind> out;
    for (const auto kind : everything)
        if (std::find(dropped.begin(), dropped.end(), kind) == dropped.end()) out.push_back(kind);
    return out;
}

std::string codes(const std::vector<notice>& notices)
{
    std::string out;
    for (const auto& n : notices) out += (out.empty() ? "" : " ") + n.code;
    return out;
}

struct example
{
    const char* what;
    std::string_view markdown;
    std::vector<span_kind> known;
    std::string_view says;
    std::string_view notices;
};

void check(const std::vector<example>& table)
{
    for (const auto& row : table) BOOST_TEST_CONTEXT(row.what)
        {
            const auto reduced = reduce(parse_markdown(row.markdown).value(), row.known);
            BOOST_TEST(notation(reduced.text) == row.says);
            BOOST_TEST(codes(reduced.notices) == row.notices);
        }
}

constexpr auto bold = span_kind::bold;
constexpr auto code_block = span_kind::code_block;
constexpr auto heading = span_kind::heading;
constexpr auto list_item = span_kind::list_item;
constexpr auto quote = span_kind::quote;

} // namespace

BOOST_AUTO_TEST_SUITE(reduce_rules)

BOOST_AUTO_TEST_CASE(a_text_whose_spans_are_all_known_stays_as_it_is)
{
    const auto text =
        parse_markdown("# a\n\n> **b** _c_ ~~d~~ `e`\n\n1. [f](https://x.org)\n   ```\n   g\n   ```").value();
    const auto reduced = reduce(text, everything);
    BOOST_TEST((reduced.text == text));
    BOOST_TEST(reduced.notices.empty());
}

BOOST_AUTO_TEST_CASE(styles_that_are_not_known_are_dropped_with_one_notice_each)
{
    check({
        {"bold", "**a** *b* **c**", without({bold}), "a {italic:b} c", "bold_dropped"},
        {"italic", "*a* **b**", without({span_kind::italic}), "a {bold:b}", "italic_dropped"},
        {"strike", "~~a~~", without({span_kind::strike}), "a", "strike_dropped"},
        {"code", "`a`", without({span_kind::code}), "a", "code_dropped"},
        {"a code block", "```c\na\n```", without({code_block}), "a", "code_block_dropped"},
        {"all of them", "***a*** `b`", {}, "a b", "italic_dropped bold_dropped code_dropped"},
        {"within others", "**a *b* c**", without({span_kind::italic}), "{bold:a b c}", "italic_dropped"},
        {"around others", "**a *b* c**", without({bold}), "a {italic:b} c", "bold_dropped"},
    });
}

BOOST_AUTO_TEST_CASE(a_mention_that_is_not_known_is_text)
{
    const formatted_text text{"hi @ann", {{span_kind::mention, 0, 3, 7, "U1"}}};
    const auto reduced = reduce(text, {});
    BOOST_TEST(notation(reduced.text) == "hi @ann");
    BOOST_TEST(codes(reduced.notices) == "mention_dropped");
}

BOOST_AUTO_TEST_CASE(links_are_written_out)
{
    const auto no_links = without({span_kind::link});
    check({
        {"with text", "see [a](https://x.org) now", no_links, "see a (https://x.org) now", "link_flattened"},
        {"whose text is the URL", "<https://x.org>", no_links, "https://x.org", ""},
        {"whose text is an address", "a@x.org", no_links, "a@x.org", ""},
        {"whose text is a host", "www.x.org", no_links, "www.x.org", ""},
        {"whose text is another URL", "[https://a.org](https://b.org)", no_links, "https://a.org (https://b.org)",
         "link_flattened"},
        {"within bold", "**a [b](https://x.org)** c", no_links, "{bold:a b (https://x.org)} c", "link_flattened"},
        {"around bold", "[a **b**](https://x.org)", no_links, "a {bold:b} (https://x.org)", "link_flattened"},
        {"two of them", "[a](https://x.org) [b](https://y.org)", no_links, "a (https://x.org) b (https://y.org)",
         "link_flattened"},
        {"an image", "![a](https://x.org/i)", no_links, "a (https://x.org/i)", "link_flattened"},
    });
}

BOOST_AUTO_TEST_CASE(headings_become_bold_where_bold_is_known)
{
    check({
        {"plain", "# a\n\nb", without({heading}), "{bold:a}\n\nb", "heading_as_bold"},
        {"with bold", "# a **b** *c*", without({heading}), "{bold:a b {italic:c}}", "heading_as_bold"},
        {"bold after it", "# a\n\n**b**", without({heading}), "{bold:a}\n\n{bold:b}", "heading_as_bold"},
        {"bold is not known", "# a **b**", without({heading, bold}), "a b", "heading_dropped bold_dropped"},
    });
}

BOOST_AUTO_TEST_CASE(list_items_get_their_markers)
{
    const auto no_lists = without({list_item});
    check({
        {"bullets", "- a\n- b\n\nc", no_lists, "• a\n• b\n\nc", "list_flattened"},
        {"numbers", "9. a\n10. b", no_lists, "9. a\n10. b", "list_flattened"},
        {"lines and paragraphs are indented", "10. a\n    b\n\n    c\n1. d", no_lists, "10. a\n    b\n\n    c\n11. d",
         "list_flattened"},
        {"nested", "- a\n  - b\n    1. c\n- d", no_lists, "• a\n  • b\n    1. c\n• d", "list_flattened"},
        {"nested without text of its own", "- - a\n  - b", no_lists, "• • a\n  • b", "list_flattened"},
        {"styles begin behind the marker", "- **a**\n- *b*", no_lists, "• {bold:a}\n• {italic:b}", "list_flattened"},
        {"a quote holds the marker", "> - a\n> - b", no_lists, "{quote:• a\n• b}", "list_flattened"},
        {"a quote within covers the line", "- > a", no_lists, "{quote:• a}", "list_flattened"},
        {"a heading within covers the line", "- # a", no_lists, "{heading 1:• a}", "list_flattened"},
        {"code within stays as it is", "- a\n  ```\n  b\n    c\n  ```\n- d", no_lists, "• a\n{code_block:b\n  c}\n• d",
         "list_flattened"},
        {"a marker before code has its own line", "1. ```\n   a\n   ```\n2. b", no_lists, "1.\n{code_block:a}\n2. b",
         "list_flattened"},
        {"code that is not known is indented",
         "- a\n  ```\n  b\n\n  c\n  ```",
         {},
         "• a\n  b\n\n  c",
         "list_flattened code_block_dropped"},
    });
}

BOOST_AUTO_TEST_CASE(quotes_get_a_mark_on_every_line)
{
    const auto no_quotes = without({quote});
    check({
        {"lines and paragraphs", "> a\n> b\n>\n> c\n\nd", no_quotes, "> a\n> b\n>\n> c\n\nd", "quote_flattened"},
        {"nested", "> a\n> > b\n>\n> c", no_quotes, "> a\n>\n> > b\n>\n> c", "quote_flattened"},
        {"styles begin behind the mark", "> **a**", no_quotes, "> {bold:a}", "quote_flattened"},
        {"a list within covers the lines", "> - a\n> - b", no_quotes, "{list_item:> a}\n{list_item:> b}",
         "quote_flattened"},
        {"within a list", "- > a\n  > b", no_quotes, "{list_item:> a\n> b}", "quote_flattened"},
        {"within a list that is not known", "- > a\n  > b", without({quote, list_item}), "• > a\n  > b",
         "list_flattened quote_flattened"},
        {"code within stays as it is", "> a\n> ```\n> b\n> ```", no_quotes, "> a\n>\n{code_block:b}",
         "quote_flattened"},
        {"a link within",
         "> [a\n> b](https://x.org)",
         {bold},
         "> a\n> b (https://x.org)",
         "quote_flattened link_flattened"},
    });
}

BOOST_AUTO_TEST_CASE(every_notice_is_a_sentence)
{
    auto text = parse_markdown("# a **b** *c* ~~d~~ `e` [f](https://x.org)\n\n- g\n\n> h\n\n```\ni\n```").value();
    text.spans.push_back({span_kind::mention, 0, text.text.size(), text.text.size() + 2, "U1"});
    text.text += "@j";
    const auto reduced = reduce(text, {});
    BOOST_TEST(reduced.notices.size() == everything.size());
    for (const auto& n : reduced.notices) BOOST_TEST_CONTEXT(n.code)
        {
            BOOST_TEST(n.what.size() > 10U);
            BOOST_TEST(n.what.back() == '.');
        }
}

BOOST_AUTO_TEST_SUITE_END()
