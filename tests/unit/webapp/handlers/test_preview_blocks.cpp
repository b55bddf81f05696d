// SPDX-License-Identifier: BSL-1.0
#include "handlers/preview_blocks.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace json = boost::json;
using namespace webapp;

namespace {

std::string line_of(const json::object& run)
{
    std::string out;
    for (const auto& mark : run.at("marks").as_array()) out += std::string(mark.as_string()) + ':';
    out += std::string(run.at("text").as_string());
    if (!run.at("href").is_null()) out += "->" + std::string(run.at("href").as_string());
    return out;
}

/// A line for each block: its kind, level or marker and depth, then its runs.
std::string told(const json::array& blocks)
{
    std::string out;
    for (const auto& value : blocks)
    {
        const auto& block = value.as_object();
        out += std::string(block.at("kind").as_string());
        if (!block.at("level").is_null()) out += ' ' + json::serialize(block.at("level"));
        if (!block.at("marker").is_null()) out += ' ' + std::string(block.at("marker").as_string());
        out += " /" + json::serialize(block.at("depth"));
        for (const auto& run : block.at("runs").as_array()) out += " [" + line_of(run.as_object()) + ']';
        out += '\n';
    }
    return out;
}

std::string blocks_of(std::string_view markdown)
{
    return told(preview_blocks(multipost::parse_markdown(markdown).value()));
}

} // namespace

BOOST_AUTO_TEST_SUITE(preview_blocks_of_a_text)

BOOST_AUTO_TEST_CASE(are_none_of_nothing) { BOOST_TEST(blocks_of("").empty()); }

BOOST_AUTO_TEST_CASE(are_its_paragraphs_and_headings_in_their_order)
{
    BOOST_TEST(blocks_of("## 1.0\n\none\ntwo\n\nthree") == "heading 2 /0 [1.0]\n"
                                                           "paragraph /0 [one\ntwo]\n"
                                                           "paragraph /0 [three]\n");
}

BOOST_AUTO_TEST_CASE(have_a_run_for_each_look)
{
    BOOST_TEST(blocks_of("a **b *c*** ~~d~~ `e` [**f** g](https://example.org/)") ==
               "paragraph /0 [a ] [bold:b ] [bold:italic:c] [ ] [strike:d] [ ] [code:e] [ ]"
               " [bold:f->https://example.org/] [ g->https://example.org/]\n");
}

BOOST_AUTO_TEST_CASE(lead_to_pages_only)
{
    BOOST_TEST(blocks_of("[a](mailto:ada@example.org)") == "paragraph /0 [a]\n");
    multipost::formatted_text text{"a", {{multipost::span_kind::link, 0, 0, 1, "javascript:alert(1)"}}};
    BOOST_TEST(told(preview_blocks(text)) == "paragraph /0 [a]\n");
}

BOOST_AUTO_TEST_CASE(never_tell_whose_id_a_mention_has)
{
    const multipost::formatted_text text{"@ada!", {{multipost::span_kind::mention, 0, 0, 4, "U123"}}};
    BOOST_TEST(told(preview_blocks(text)) == "paragraph /0 [mention:@ada] [!]\n");
}

BOOST_AUTO_TEST_CASE(tell_how_deep_a_list_item_is_and_its_marker)
{
    BOOST_TEST(blocks_of("- a\n  1. b\n  2. **c**\n- d\n\n  more of d\n\nend") == "list_item • /0 [a]\n"
                                                                                  "list_item 1. /1 [b]\n"
                                                                                  "list_item 2. /1 [bold:c]\n"
                                                                                  "list_item • /0 [d]\n"
                                                                                  "paragraph /1 [more of d]\n"
                                                                                  "paragraph /0 [end]\n");
}

BOOST_AUTO_TEST_CASE(keep_the_marker_of_an_item_that_begins_with_another_block)
{
    BOOST_TEST(blocks_of("- > a\n-     b") == "list_item • /0\n"
                                              "quote /1 [a]\n"
                                              "list_item • /0\n"
                                              "code_block /1 [b]\n");
}

BOOST_AUTO_TEST_CASE(quote_each_paragraph)
{
    BOOST_TEST(blocks_of("> a\n>\n> b\n> - c\n\nd") == "quote /0 [a]\n"
                                                       "quote /0 [b]\n"
                                                       "list_item • /1 [c]\n"
                                                       "paragraph /0 [d]\n");
}

BOOST_AUTO_TEST_CASE(leave_code_as_it_is)
{
    BOOST_TEST(blocks_of("a\n\n```c\n\n*x*\n\n\ny\n```\nb") == "paragraph /0 [a]\n"
                                                               "code_block /0 [\n*x*\n\n\ny]\n"
                                                               "paragraph /0 [b]\n");
}

BOOST_AUTO_TEST_CASE(are_bounded_and_lose_no_text)
{
    std::string styled;
    std::string short_lines;
    for (int i = 0; i < 10'000; ++i)
    {
        styled += "*a*b";
        short_lines += "a\n\n";
    }
    for (const auto& markdown : {styled, short_lines})
    {
        const auto blocks = preview_blocks(multipost::parse_markdown(markdown).value());
        BOOST_TEST(blocks.size() <= 2001U);
        std::size_t letters = 0;
        std::size_t runs = 0;
        for (const auto& block : blocks)
            for (const auto& run : block.at("runs").as_array())
            {
                const std::string text(run.at("text").as_string());
                letters +=
                    static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c != '\n'; }));
                ++runs;
            }
        BOOST_TEST(runs <= 2002U);
        BOOST_TEST(letters == (markdown == styled ? 20'000U : 10'000U));
    }
}

BOOST_AUTO_TEST_SUITE_END()
