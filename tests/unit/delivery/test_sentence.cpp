// SPDX-License-Identifier: BSL-1.0
#include "delivery/sentence.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(sentences)

BOOST_AUTO_TEST_CASE(a_sentence_has_a_capital_letter_and_a_full_stop)
{
    const std::pair<const char*, const char*> table[] = {
        {"", ""},
        {"the connection ended", "The connection ended."},
        {"The connection ended.", "The connection ended."},
        {"hooks.slack.com is not there", "hooks.slack.com is not there."},
        {"127.0.0.1 is a loopback address", "127.0.0.1 is a loopback address."},
        {"cancelled", "Cancelled."},
        {"is it there?", "Is it there?"},
    };
    for (const auto& [text, sentence] : table) BOOST_TEST(multipost::as_sentence(text) == sentence);
}

BOOST_AUTO_TEST_SUITE_END()
