// SPDX-License-Identifier: BSL-1.0
#include "publisher/words.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(words)

BOOST_AUTO_TEST_CASE(large_numbers_have_separators)
{
    const std::pair<std::uint64_t, const char*> table[] = {
        {0, "0"}, {999, "999"}, {1000, "1,000"}, {40000, "40,000"}, {1234567, "1,234,567"},
    };
    for (const auto& [number, text] : table) BOOST_TEST(with_thousands(number) == text);
}

BOOST_AUTO_TEST_CASE(durations_are_rounded_up_in_a_unit_that_fits)
{
    const std::pair<std::chrono::milliseconds, const char*> table[] = {
        {-5s, "0 seconds"},      {0s, "0 seconds"},   {1ms, "1 second"},   {1s, "1 second"},
        {1001ms, "2 seconds"},   {95s, "95 seconds"}, {120s, "2 minutes"}, {121s, "3 minutes"},
        {119min, "119 minutes"}, {2h, "2 hours"},     {24h, "24 hours"},
    };
    for (const auto& [duration, text] : table) BOOST_TEST(in_words(duration) == text);
}

BOOST_AUTO_TEST_SUITE_END()
