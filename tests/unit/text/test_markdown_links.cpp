// SPDX-License-Identifier: BSL-1.0
#include "notation.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::testing;

BOOST_AUTO_TEST_SUITE(markdown_link_rules)

BOOST_AUTO_TEST_CASE(links_and_images_keep_their_text_and_lead_where_a_network_may_follow)
{
    struct
    {
        const char* what;
        std::string_view markdown;
        std::string_view says;
    } const table[] = {
        {"https", "[a](https://x.org/b?c=d&e#f)", "{link https://x.org/b?c=d&e#f:a}"},
        {"http in capitals", "[a](HTTP://X.org)", "{link HTTP://X.org:a}"},
        {"mail", "[a](mailto:b@x.org)", "{link mailto:b@x.org:a}"},
        {"a title is dropped", "[a](https://x.org \"t\")", "{link https://x.org:a}"},
        {"a reference", "[a][r] [r]\n\n[r]: https://x.org", "{link https://x.org:a} {link https://x.org:r}"},
        {"styles inside", "[a **b** `c`](https://x.org)", "{link https://x.org:a {bold:b} {code:c}}"},
        {"styles around", "**[a](https://x.org)**", "{bold:{link https://x.org:a}}"},
        {"over a line end", "[a\nb](https://x.org)", "{link https://x.org:a\nb}"},
        {"a path alone", "[a](/b) [c](d.html) [e](#f) [g]()", "a c e g"},
        {"a host alone", "[a](//x.org)", "a"},
        {"a scheme alone", "[a](https://) [b](mailto:) [c](https:x)", "a b c"},
        {"JavaScript", "[a](javascript:alert(1)) [b](JaVaScRiPt:x)", "a b"},
        {"other schemes", "[a](data:text/html,x) [b](file:///etc/passwd) [c](tel:1) [d](ftp://x.org)", "a b c d"},
        {"a scheme with a tab in it", "[a](java&Tab;script:x)", "a"},
        {"a disguised scheme", "[a](&#106;avascript:x)", "a"},

        {"spaces and brackets are encoded", "[a](<https://x.org/b c|d>)", "{link https://x.org/b%20c%7Cd:a}"},
        {"a line break is encoded", "[a](https://x.org/&#10;b&lt;&gt;&quot;`)",
         "{link https://x.org/%0Ab%3C%3E%22%60:a}"},
        {"an encoded byte stays", "[a](https://x.org/%41%zz)", "{link https://x.org/%41%zz:a}"},
        {"beyond ASCII", "[a](https://ü.org/é)", "{link https://ü.org/é:a}"},

        {"an autolink", "<https://x.org/a_b>", "{link https://x.org/a_b:https://x.org/a_b}"},
        {"an address", "<a@x.org>", "{link mailto:a@x.org:a@x.org}"},
        {"an autolink of another scheme", "<javascript:x>", "javascript:x"},
        {"a bare URL", "see https://x.org/a_b, or", "see {link https://x.org/a_b:https://x.org/a_b}, or"},
        {"a bare URL in brackets", "(https://x.org/a)", "({link https://x.org/a:https://x.org/a})"},
        {"a bare URL beside other scripts", "次https://x.org/ö。", "次{link https://x.org/ö。:https://x.org/ö。}"},
        {"a bare host", "www.x.org/a.", "{link http://www.x.org/a:www.x.org/a}."},
        {"a bare address", "write a@x.org!", "write {link mailto:a@x.org:a@x.org}!"},
        {"a bare FTP URL", "ftp://x.org", "ftp://x.org"},
        {"a bare URL in bold", "**https://x.org**", "{bold:{link https://x.org:https://x.org}}"},
        {"no URL in code", "`https://x.org`", "{code:https://x.org}"},

        {"an image", "![a](https://x.org/i.png)", "{link https://x.org/i.png:a}"},
        {"an image's text is plain", "![a *b* `c`](https://x.org/i)", "{link https://x.org/i:a b c}"},
        {"an image within a link", "[![a](https://x.org/i)](https://x.org/p)", "{link https://x.org/p:a}"},
        {"an image within a link that leads nowhere", "[![a](https://x.org/i)](javascript:x)",
         "{link https://x.org/i:a}"},
        {"a link within an image's text", "![a [b](https://x.org/l)](https://x.org/i)", "{link https://x.org/i:a b}"},
        {"an image of a path", "![a](i.png)", "a"},
        {"an image without text", "a ![](https://x.org/i)", "a {link https://x.org/i:https://x.org/i}"},
        {"a link without text", "[](https://x.org)", "{link https://x.org:https://x.org}"},
        {"an image without text within a link", "[![](https://x.org/i)](https://x.org/p)",
         "{link https://x.org/p:https://x.org/p}"},
        {"an image that says nothing and leads nowhere", "a\n![](x)\n\nb", "a\n\nb"},
        {"a line of an image that says nothing", "![](x)\na\n![](x)\nb", "a\n\nb"},
    };
    for (const auto& row : table) BOOST_TEST_CONTEXT(row.what)
        {
            BOOST_TEST(parsed(row.markdown) == row.says);
        }
}

BOOST_AUTO_TEST_CASE(a_link_of_more_than_4096_bytes_keeps_its_text_only)
{
    const std::string prefix = "https://x.org/";
    const auto longest = prefix + std::string(4096 - prefix.size(), 'a');
    BOOST_TEST(parsed("[t](" + longest + ")") == "{link " + longest + ":t}");
    BOOST_TEST(parsed("[t](" + longest + "a)") == "t");
}

BOOST_AUTO_TEST_SUITE_END()
