// SPDX-License-Identifier: BSL-1.0
#include "publisher/masked_text.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;

namespace {

/// The kinds of the spans, each with the text that it covers.
std::string spans_of(const formatted_text& text)
{
    std::string out;
    for (const auto& s : text.spans)
        out += std::string(to_string(s.kind)) + '=' + text.text.substr(s.first, s.last - s.first) + s.href + ' ';
    return out;
}

formatted_text masked_of(std::string_view markdown)
{
    secret_mask mask;
    mask.add(secret_string("hunter22"));
    return masked(parse_markdown(markdown).value(), mask);
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_masked_text)

BOOST_AUTO_TEST_CASE(keeps_its_spans_on_the_same_words)
{
    const auto text = masked_of("a **b** hunter22 _c_ hunter22 ~~d~~");
    BOOST_TEST(text.text == "a b *** c *** d");
    BOOST_TEST(spans_of(text) == "bold=b italic=c strike=d ");
}

BOOST_AUTO_TEST_CASE(has_a_mask_in_the_span_that_the_secret_begins_in)
{
    BOOST_TEST(spans_of(masked_of("**hunter22**")) == "bold=*** ");
    BOOST_TEST(spans_of(masked_of("**a hunt**_er22 b_")) == "bold=a *** italic= b ");
    BOOST_TEST(spans_of(masked_of("hunt**er2**2")) == "");
}

BOOST_AUTO_TEST_CASE(has_no_secret_in_a_destination)
{
    BOOST_TEST(spans_of(masked_of("[a](https://example.org/hunter22)")) == "link=ahttps://example.org/*** ");
}

BOOST_AUTO_TEST_SUITE_END()
