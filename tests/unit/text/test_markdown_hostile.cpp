// SPDX-License-Identifier: BSL-1.0
// What nobody writes and somebody sends: random Markdown, deep nesting, many threads.
#include "notation.hpp"
#include "span_rules.hpp"
#include "text/reduce.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

using namespace multipost;
using namespace multipost::testing;

namespace {

std::string repeated(std::string_view part, std::size_t bytes)
{
    std::string out;
    while (out.size() + part.size() <= bytes) out += part;
    return out;
}

constexpr std::size_t most_bytes = 65'536;

/// Pseudo-random Markdown; the same for the same seed on every machine.
class markdown_generator
{
public:
    explicit markdown_generator(unsigned seed) : random_(seed) {}

    std::string operator()()
    {
        std::string out;
        for (auto parts = below(80); parts != 0; --parts) out += parts_[below(std::size(parts_))];
        return out;
    }

    std::vector<span_kind> kinds()
    {
        std::vector<span_kind> out;
        for (std::uint32_t kind = 1; kind <= 10; ++kind)
            if (below(2) == 0) out.push_back(span_kind{kind});
        return out;
    }

private:
    // Not std::uniform_int_distribution, whose numbers differ between standard libraries.
    std::size_t below(std::size_t end) { return random_() % end; }

    static constexpr std::string_view parts_[] = {"a",
                                                  "b c",
                                                  "é",
                                                  "漢",
                                                  "😀",
                                                  "e\u0301",
                                                  " ",
                                                  " ",
                                                  "\n",
                                                  "\n",
                                                  "\n\n",
                                                  "\r\n",
                                                  "\t",
                                                  "*",
                                                  "**",
                                                  "_",
                                                  "__",
                                                  "~~",
                                                  "~",
                                                  "`",
                                                  "``",
                                                  "\n```\n",
                                                  "\n~~~ c\n",
                                                  "# ",
                                                  "\n## ",
                                                  "\n===\n",
                                                  "\n---\n",
                                                  "> ",
                                                  "\n> ",
                                                  "\n>> ",
                                                  "- ",
                                                  "\n- ",
                                                  "\n  - ",
                                                  "\n    - ",
                                                  "1. ",
                                                  "\n7) ",
                                                  "\n0. ",
                                                  "    ",
                                                  "[",
                                                  "]",
                                                  "(",
                                                  ")",
                                                  "![",
                                                  "](https://x.org)",
                                                  "](<http://y.org/a b>)",
                                                  "](javascript:x)",
                                                  "[r]",
                                                  "\n[r]: https://r.org\n",
                                                  "<https://z.org>",
                                                  "https://é.org/ü",
                                                  "www.x.org",
                                                  "a@b.org",
                                                  "<b>",
                                                  "</b>",
                                                  "<!--",
                                                  "-->",
                                                  "\n<div>\n",
                                                  "<?",
                                                  "&amp;",
                                                  "&#10;",
                                                  "&#13;",
                                                  "&#0;",
                                                  "\\",
                                                  "\\\n",
                                                  "  \n",
                                                  ":",
                                                  "|",
                                                  "\"",
                                                  "'"};
    std::mt19937 random_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(hostile_markdown_rules)

BOOST_AUTO_TEST_CASE(spans_of_random_markdown_are_valid_and_so_are_reduced_ones)
{
    for (unsigned seed = 1; seed <= 20'000; ++seed)
    {
        markdown_generator random(seed);
        const auto markdown = random();
        const auto text = parse_markdown(markdown);
        BOOST_TEST_CONTEXT("seed " << seed << ":\n" << markdown)
        {
            BOOST_TEST_REQUIRE(text.has_value());
            BOOST_TEST_REQUIRE(broken_rule(*text) == "");

            const auto known = random.kinds();
            const auto reduced = reduce(*text, known).text;
            BOOST_TEST_REQUIRE(broken_rule(reduced) == "");
            for (const auto& s : reduced.spans)
                BOOST_TEST_REQUIRE((std::find(known.begin(), known.end(), s.kind) != known.end()));
        }
    }
}

// Each takes cmark-gfm the square of its length or longer when nothing bounds it, or would overflow a recursive reader's stack.
BOOST_AUTO_TEST_CASE(hostile_markdown_is_read_in_a_moment_or_refused)
{
    const std::string table[] = {
        repeated("> ", most_bytes),
        repeated("- ", most_bytes),
        repeated(">", most_bytes),
        repeated("+ ", most_bytes / 2) + "x" + repeated("\n", most_bytes / 2 - 1),
        repeated("> ", 128) + "x\n" + repeated("a\n", most_bytes - 200),
        repeated("+ ", 128) + "x" + repeated("\n", most_bytes - 200),
        repeated("*a ", most_bytes),
        repeated("*a **b ", most_bytes / 2) + repeated("c** d*", most_bytes / 2),
        repeated("**a *b ~~c ", most_bytes / 2) + repeated("~~* ** ", most_bytes / 2),
        repeated("[", most_bytes / 2) + repeated("]", most_bytes / 2),
        repeated("![", most_bytes / 4) + repeated("](http://x)", most_bytes / 2),
        repeated("[a](http://x", most_bytes),
        repeated("www._", most_bytes),
        repeated("a@b.", most_bytes),
        repeated("http://", most_bytes),
        repeated("<!--", most_bytes),
        "[r]: https://x.org/" + repeated("u", 4000) + "\n\n" + repeated("[r] ", most_bytes - 4100),
        "[r]: https://x.org/" + repeated("u", most_bytes / 2) + "\n\n" + repeated("[r] ", most_bytes / 2 - 100),
        repeated("`", most_bytes),
        repeated("\\", most_bytes),
        repeated("- a\n", most_bytes),
        repeated("1. a\n\n", most_bytes),
    };
    for (const auto& markdown : table) BOOST_TEST_CONTEXT(markdown.substr(0, 20))
        {
            const auto text = parse_markdown(markdown);
            if (!text)
                BOOST_TEST((text.error().code == errc::bad_message));
            else
                BOOST_TEST(broken_rule(reduce(*text, {span_kind::bold}).text) == "");
        }
}

BOOST_AUTO_TEST_CASE(nesting_is_refused_beyond_column_128_of_a_line)
{
    const auto deep = [](std::size_t levels) { return repeated("> ", 2 * levels) + "a"; };
    BOOST_TEST(parse_markdown(deep(64)).has_value());

    const auto refused = parse_markdown("a\n\n" + deep(65));
    BOOST_TEST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code == errc::bad_message));
    BOOST_TEST(refused.error().what == "Line 3 of the text nests quotes or lists too deep. Use fewer levels.");

    for (const auto* marker : {">", "- ", "* ", "+ ", "1. ", "12) ", "\t- "})
        BOOST_TEST(!parse_markdown(repeated(marker, 200) + "a").has_value(), marker);
    BOOST_TEST(!parse_markdown(std::string(128, ' ') + "- a").has_value());
    BOOST_TEST(!parse_markdown(std::string(32, '\t') + "- a").has_value());
    BOOST_TEST(!parse_markdown("- a\n" + std::string(125, ' ') + "1234. a").has_value());
}

BOOST_AUTO_TEST_CASE(long_lines_that_nest_nothing_are_read)
{
    for (const auto* part : {"-", "- ", "*", "* ", "_ ", "=", "+", "#", "a > b - c ", "1.", "12"})
        BOOST_TEST(parse_markdown(repeated(part, 300)).has_value(), part);
    BOOST_TEST(parsed(repeated("- ", 300)) == "———");
    BOOST_TEST(parsed("x\n" + std::string(300, ' ') + "y - z") == "x\ny - z");
}

BOOST_AUTO_TEST_CASE(spans_deeper_than_32_levels_are_dropped_and_their_text_stays)
{
    const auto text = parse_markdown(repeated("> ", 100) + "a **b**").value();
    BOOST_TEST(text.text == "a b");
    BOOST_TEST(text.spans.size() == 32U);
    BOOST_TEST(broken_rule(text) == "");
}

BOOST_AUTO_TEST_CASE(more_than_64_kib_are_refused_with_the_count)
{
    BOOST_TEST(parse_markdown(std::string(most_bytes, 'a')).has_value());
    const auto refused = parse_markdown(std::string(most_bytes + 1, 'a'));
    BOOST_TEST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code == errc::text_too_long));
    BOOST_TEST(refused.error().what ==
               "The text has 65537 bytes of Markdown; at most 65536 are taken. Make it shorter.");
}

// cmark-gfm keeps the characters that begin a strikethrough or a link in a global table while it parses.
BOOST_AUTO_TEST_CASE(threads_that_parse_at_once_do_not_disturb_each_other)
{
    const std::string markdown = repeated("~~a~~ www.x.org b@x.org ", 2000);
    const auto expected = parse_markdown(markdown).value();
    std::vector<std::thread> threads;
    std::atomic<int> different = 0;
    for (int i = 0; i != 4; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round != 100; ++round)
                if (parse_markdown(markdown).value() != expected) ++different;
        });
    for (auto& thread : threads) thread.join();
    BOOST_TEST(different == 0);
}

BOOST_AUTO_TEST_SUITE_END()
