// SPDX-License-Identifier: BSL-1.0
#include "notation.hpp"
#include "span_rules.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::testing;

namespace {

struct example
{
    const char* what;
    std::string_view markdown;
    std::string_view says;
};

template <std::size_t N>
void check(const example (&table)[N])
{
    for (const auto& row : table) BOOST_TEST_CONTEXT(row.what)
        {
            BOOST_TEST(parsed(row.markdown) == row.says);
            BOOST_TEST(broken_rule(parse_markdown(row.markdown).value()) == "");
        }
}

} // namespace

BOOST_AUTO_TEST_SUITE(markdown_rules)

BOOST_AUTO_TEST_CASE(what_looks_like_commands_of_a_network_stays_text)
{
    check({
        {"of many networks", "a & <b> @everyone **c** <!channel>", "a & <b> @everyone {bold:c} <!channel>"},
        {"of Slack", "<@U123> <!here> <#C1|x> :tada:", "<@U123> <!here> <#C1|x> :tada:"},
        {"of Discord", "<@&1> <@!2> ||x|| <t:0:R>", "<@&1> <@!2> ||x|| <t:0:R>"},
        {"a table, which is no part of the dialect", "a|b\n-|-\n1|2", "a|b\n-|-\n1|2"},
        {"a task list", "- [ ] a", "{list_item:[ ] a}"},
        {"a footnote", "a[^1]\n\n[^1]: b c", "a[^1]\n\n[^1]: b c"},
        {"escaped markup", R"(\*a\* \# \`b\` \[c](d))", "*a* # `b` [c](d)"},
        {"entities", "&amp; &lt;b&gt; &copy; &#65; &#x1F600; &nosuch;", "& <b> © A 😀 &nosuch;"},
        {"entities of what no text may hold", "a&#0;b&#xD800;c&#x110000;", "a\uFFFDb\uFFFDc\uFFFD"},
        {"a carriage return in disguise", "a&#13;b", "a\nb"},
    });
}

BOOST_AUTO_TEST_CASE(nothing_becomes_nothing)
{
    check({
        {"no text", "", ""},
        {"blank lines", " \n\t\n  \n", ""},
        {"a heading without text", "#\n", ""},
        {"a quote without text", "a\n\n>\n\nb", "a\n\nb"},
        {"a list item without text", "1. a\n2.\n3. c", "{list_item 1:a}\n{list_item 3:c}"},
        {"a code block without text", "```\n```\n\na", "a"},
        {"a reference that nothing refers to", "[a]: https://x.org\n\nb", "b"},
    });
}

BOOST_AUTO_TEST_CASE(styles_become_spans)
{
    check({
        {"italic", "*a* _b_", "{italic:a} {italic:b}"},
        {"bold", "**a** __b__", "{bold:a} {bold:b}"},
        {"bold and italic", "***a***", "{italic:{bold:a}}"},
        {"bold in italic", "*a **b** c*", "{italic:a {bold:b} c}"},
        {"bold in bold says it once", "**a **b** c**", "{bold:a b c}"},
        {"struck out with two tildes", "~~a~~ ~b~ ~~~c~~~", "{strike:a} ~b~ ~~~c~~~"},
        {"code", "`a` ``b`c`` ` ` `**d**`", "{code:a} {code:b`c} {code: } {code:**d**}"},
        {"code over two lines", "`a\nb`", "{code:a b}"},
        {"everything at once", "**a _b ~~c `d`~~_**", "{bold:a {italic:b {strike:c {code:d}}}}"},
        {"over a line end", "*a\nb*", "{italic:a\nb}"},
        {"underscores in a word", "snake_case_name", "snake_case_name"},
        {"never closed", "**a *b `c", "**a *b `c"},
        {"beside other scripts", "**漢字**と *é* 😀**x**😀", "{bold:漢字}と {italic:é} 😀{bold:x}😀"},
    });
}

BOOST_AUTO_TEST_CASE(lines_and_paragraphs_stay_as_their_author_wrote_them)
{
    check({
        {"a soft break", "a\nb", "a\nb"},
        {"two spaces", "a  \nb", "a\nb"},
        {"a backslash", "a\\\nb", "a\nb"},
        {"paragraphs", "a\n\n\n\nb", "a\n\nb"},
        {"Windows line ends", "a\r\nb\r\n\r\nc", "a\nb\n\nc"},
        {"old Mac line ends", "a\rb\r\rc", "a\nb\n\nc"},
        {"a rule", "a\n\n***\n\nb", "a\n\n———\n\nb"},
    });
}

BOOST_AUTO_TEST_CASE(headings_have_levels)
{
    check({
        {"with hashes", "# a\n## b ##\n###### c", "{heading 1:a}\n\n{heading 2:b}\n\n{heading 6:c}"},
        {"seven hashes are text", "####### a", "####### a"},
        {"underlined", "a\n=\nb\n-", "{heading 1:a}\n\n{heading 2:b}"},
        {"of two lines", "a\nb\n===", "{heading 1:a\nb}"},
        {"with styles", "# a **b** `c`", "{heading 1:a {bold:b} {code:c}}"},
        {"before a paragraph", "# a\nb", "{heading 1:a}\n\nb"},
    });
}

BOOST_AUTO_TEST_CASE(lists_become_items_and_keep_their_numbers)
{
    check({
        {"bullets", "- a\n- b", "{list_item:a}\n{list_item:b}"},
        {"every bullet", "* a\n+ b\n- c", "{list_item:a}\n\n{list_item:b}\n\n{list_item:c}"},
        {"numbers", "1. a\n1. b", "{list_item 1:a}\n{list_item 2:b}"},
        {"numbers that begin later", "7) a\n8) b", "{list_item 7:a}\n{list_item 8:b}"},
        {"numbers that begin with 0", "0. a\n1. b", "{list_item:a}\n{list_item 1:b}"},
        {"the largest number", "999999999. a\n1. b", "{list_item 999999999:a}\n{list_item 1000000000:b}"},
        {"after a paragraph", "a\n- b", "a\n\n{list_item:b}"},
        {"before a paragraph", "- b\n\na", "{list_item:b}\n\na"},
        {"loose", "- a\n\n- b", "{list_item:a}\n{list_item:b}"},
        {"an item of two paragraphs", "- a\n\n  b\n- c", "{list_item:a\n\nb}\n{list_item:c}"},
        {"an item of two lines", "- a\n  b\n- c", "{list_item:a\nb}\n{list_item:c}"},
        {"nested", "- a\n  1. b\n     - c\n- d", "{list_item:a\n{list_item 1:b\n{list_item:c}}}\n{list_item:d}"},
        {"nested and loose", "- a\n\n  - b\n\n- c", "{list_item:a\n{list_item:b}}\n{list_item:c}"},
        {"nested without text of its own", "- - a\n  - b", "{list_item:{list_item:a}\n{list_item:b}}"},
        {"numbers go on after a nested list", "1. a\n   1. b\n2. c",
         "{list_item 1:a\n{list_item 1:b}}\n{list_item 2:c}"},
        {"with a heading and a quote", "- # a\n- > b", "{list_item:{heading 1:a}}\n{list_item:{quote:b}}"},
        {"with code", "- a\n  ```\n  b\n  ```", "{list_item:a\n{code_block:b}}"},
    });
}

BOOST_AUTO_TEST_CASE(quotes_hold_blocks)
{
    check({
        {"of one line", "> a", "{quote:a}"},
        {"of two paragraphs", "> a\n>\n> b\n\nc", "{quote:a\n\nb}\n\nc"},
        {"continued without a mark", "> a\nb", "{quote:a\nb}"},
        {"nested", "> a\n> > b\n>\n> c", "{quote:a\n\n{quote:b}\n\nc}"},
        {"with a list", "> - a\n> - b", "{quote:{list_item:a}\n{list_item:b}}"},
        {"with a heading and code", "> # a\n> ```\n> b\n> ```", "{quote:{heading 1:a}\n\n{code_block:b}}"},
        {"two of them", "> a\n\n> b", "{quote:a}\n\n{quote:b}"},
    });
}

BOOST_AUTO_TEST_CASE(code_blocks_are_literal)
{
    check({
        {"fenced", "```\na\n```", "{code_block:a}"},
        {"with a language", "```c++ title=x\na\n```", "{code_block c++:a}"},
        {"with tildes and without an end", "~~~\na\n\n", "{code_block:a\n}"},
        {"indented", "    a\n      b", "{code_block:a\n  b}"},
        {"with markup", "```\n**a** <b> &amp; ~~c~~ https://x.org\n```",
         "{code_block:**a** <b> &amp; ~~c~~ https://x.org}"},
        {"with blank lines", "```\n\na\n\n\nb\n\n```", "{code_block:\na\n\n\nb\n}"},
        {"with Windows line ends", "```\r\na\r\nb\r\n```", "{code_block:a\nb}"},
        {"between paragraphs", "a\n```\nb\n```\nc", "a\n\n{code_block:b}\n\nc"},
    });
}

BOOST_AUTO_TEST_CASE(html_stays_the_text_it_is)
{
    check({
        {"inline", "a <b>c</b> <!-- d --> <br/>", "a <b>c</b> <!-- d --> <br/>"},
        {"with styles inside", "<u>**a**</u>", "<u>{bold:a}</u>"},
        {"a block", "<div>\n**a**\n</div>\n\nb", "<div>\n**a**\n</div>\n\nb"},
        {"a script", "<script>\nalert(1)\n\n</script>", "<script>\nalert(1)\n\n</script>"},
        {"a comment", "<!-- a\n\nb -->\nc", "<!-- a\n\nb -->\n\nc"},
        {"in a list", "- <p>\n- b", "{list_item:<p>}\n{list_item:b}"},
        {"never closed", "a <b", "a <b"},
    });
}

BOOST_AUTO_TEST_SUITE_END()
