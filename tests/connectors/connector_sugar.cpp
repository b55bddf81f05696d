// SPDX-License-Identifier: BSL-1.0
// The parts of connector.hpp that are plain functions.
#include "connector_under_test.hpp"
#include "message_builder.hpp"

#include <multipost/connector.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

namespace connector_tests {
namespace {

namespace sugar = multipost::connector;
using enum span_kind;

// "bold[0,3) link[4,7)"
std::string listed(const std::vector<sugar::span>& spans)
{
    std::string out;
    for (const auto& s : spans)
    {
        if (!out.empty()) out += ' ';
        out += std::to_string(static_cast<unsigned>(s.kind)) + '[' + std::to_string(s.first) + ',' +
               std::to_string(s.last) + ')';
    }
    return out;
}

std::vector<sugar::line> lines_of(const message_builder& in)
{
    const auto m = in.message();
    return sugar::lines(m.text, m.spans);
}

} // namespace

BOOST_AUTO_TEST_SUITE(connector_sugar)

BOOST_AUTO_TEST_CASE(retry_after_is_seconds_or_a_date_two_ends_forms)
{
    constexpr std::int64_t nov_1994 = 784'111'777'000; // Sun, 06 Nov 1994 08:49:37 GMT
    BOOST_TEST(sugar::parse_retry_after("120", nov_1994) == 120'000);
    BOOST_TEST(sugar::parse_retry_after(" 120\t", nov_1994) == 120'000);
    BOOST_TEST(sugar::parse_retry_after("Sun, 06 Nov 1994 08:49:40 GMT", nov_1994) == 3'000);
    BOOST_TEST(sugar::parse_retry_after("Sunday, 06-Nov-94 08:49:40 GMT", nov_1994) == 3'000);
    BOOST_TEST(sugar::parse_retry_after("Sun Nov  6 08:49:40 1994", nov_1994) == 3'000);
    BOOST_TEST(sugar::parse_retry_after("Mon, 29 Feb 2016 23:59:60 GMT", 1'456'790'399'000) == 1'000);
}

BOOST_AUTO_TEST_CASE(retry_after_with_two_digits_of_a_year_is_not_far_ahead)
{
    constexpr std::int64_t jan_2026 = 1'767'225'600'000;
    BOOST_TEST(sugar::parse_retry_after("Thursday, 01-Jan-26 00:00:01 GMT", jan_2026) == 1'000);
    BOOST_TEST(sugar::parse_retry_after("Sunday, 06-Nov-94 08:49:37 GMT", jan_2026) == 0);
}

BOOST_AUTO_TEST_CASE(retry_after_is_never_negative_and_at_most_a_day)
{
    BOOST_TEST(sugar::parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now_ms) == 0);
    BOOST_TEST(sugar::parse_retry_after("Fri, 31 Dec 9999 23:59:59 GMT", now_ms) == 86'400'000);
    BOOST_TEST(sugar::parse_retry_after("86401", now_ms) == 86'400'000);
    BOOST_TEST(sugar::parse_retry_after(std::string(400, '9'), now_ms) == 86'400'000);
}

BOOST_AUTO_TEST_CASE(retry_after_of_another_form_is_none)
{
    for (const std::string_view value :
         {"", " ", "-1", "+1", "1.5", "1s", "soon", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 2027 00:00:00 GMT",
          "Sun, 06 Now 1994 08:49:37 GMT", "Sun, 06 anF 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
          "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 CET",
          "a b c d e f g"})
        BOOST_TEST(sugar::parse_retry_after(value, now_ms) == -1, value);
}

BOOST_AUTO_TEST_CASE(a_text_has_one_line_more_than_line_ends)
{
    const auto empty = message_builder();
    const auto one = lines_of(empty);
    BOOST_TEST(one.size() == 1U);
    const auto two_ends = message_builder().text("a\n\nb");
    const auto three = lines_of(two_ends);
    BOOST_REQUIRE(three.size() == 3U);
    BOOST_TEST(three[1].text == "");
    BOOST_TEST(three[2].text == "b");
    BOOST_TEST(three[2].first == 3U);
}

BOOST_AUTO_TEST_CASE(a_span_is_cut_at_line_ends_and_holds_no_white_space_there)
{
    const auto in = message_builder().text("x").styled(bold, " a \n \n b\t").text("y");
    const auto cut = lines_of(in);
    BOOST_REQUIRE(cut.size() == 3U);
    BOOST_TEST(listed(cut[0].spans) == "1[2,3)");
    BOOST_TEST(listed(cut[1].spans) == "");
    BOOST_TEST(listed(cut[2].spans) == "1[1,2)");
}

BOOST_AUTO_TEST_CASE(a_line_knows_its_blocks_and_where_they_begin_and_end)
{
    const auto cut =
        lines_of(message_builder().open(quote).styled(list_item, "a\n\nb").text("\nc").close().text("\nd"));
    BOOST_REQUIRE(cut.size() == 5U);
    BOOST_TEST(listed(cut[0].blocks) == "6[0,6) 8[0,4)");
    BOOST_TEST(listed(cut[1].blocks) == "6[0,6) 8[0,4)");
    BOOST_TEST(listed(cut[2].blocks) == "6[0,6) 8[0,4)");
    BOOST_TEST(listed(cut[3].blocks) == "6[0,6)");
    BOOST_TEST(listed(cut[4].blocks) == "");
    const auto& item = cut[0].blocks[1];
    BOOST_TEST((cut[0].begins(item) && !cut[1].begins(item) && !cut[2].begins(item)));
    BOOST_TEST((!cut[0].ends(item) && !cut[1].ends(item) && cut[2].ends(item)));
    BOOST_TEST(cut[3].block(list_item) == nullptr);
    BOOST_TEST(cut[3].block(quote)->last == 6U);
}

BOOST_AUTO_TEST_CASE(a_block_begins_once_and_ends_once)
{
    for (const std::string_view text : {"a", "\na", "\n\na", "a\n\n", "a\n\nb", "\n", "\na\n"})
        for (const std::string_view before : {"", "x\n", "\n", "x", "\n\n"})
            BOOST_TEST_CONTEXT('"' << before << "\" then \"" << text << '"')
            {
                const auto in = message_builder().text(before).styled(code_block, text).text("\ny");
                const int blocks = before == "x" && text == "\n" ? 0 : 1; // the end of another line is no block
                int begins = 0;
                int ends = 0;
                for (const auto& l : lines_of(in))
                    for (const auto& block : l.blocks)
                    {
                        begins += l.begins(block) ? 1 : 0;
                        ends += l.ends(block) ? 1 : 0;
                    }
                BOOST_TEST(begins == blocks);
                BOOST_TEST(ends == blocks);
            }
}

BOOST_AUTO_TEST_CASE(title_and_link_become_text)
{
    const auto in = message_builder().text("a ").styled(bold, "b").title("T").link("https://x.example/");
    const auto all = sugar::whole(in.message());
    BOOST_TEST(all.text == "T\n\na b\n\nhttps://x.example/");
    BOOST_TEST(listed(all.spans) == "9[0,1) 1[5,6) 7[8,26)");
    BOOST_TEST(sugar::whole(message_builder().title("T").message()).text == "T");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace connector_tests
