// SPDX-License-Identifier: BSL-1.0
#include "sandbox/form.hpp"

#include <boost/test/unit_test.hpp>

using sandbox::form_field;

BOOST_AUTO_TEST_SUITE(form)

BOOST_AUTO_TEST_CASE(a_field_is_found_and_decoded)
{
    BOOST_TEST(form_field("a=1&payload=%7B+%22x%22%7D&b", "payload").value() == "{ \"x\"}");
    BOOST_TEST(form_field("p%61yload=1", "payload").value() == "1");
    BOOST_TEST(form_field("a=1=2", "a").value() == "1=2");
    BOOST_TEST(form_field("b", "b").value() == "");
    BOOST_TEST(form_field("a=1&a=2", "a").value() == "1");
    BOOST_TEST(!form_field("", "a"));
    BOOST_TEST(!form_field("b=1&", "a"));
}

BOOST_AUTO_TEST_CASE(what_ought_to_be_encoded_and_is_not_stands_for_itself)
{
    BOOST_TEST(form_field("payload={\"text\": \"100%\"}", "payload").value() == "{\"text\": \"100%\"}");
    BOOST_TEST(form_field("a=%4", "a").value() == "%4");
    BOOST_TEST(form_field("a=%zz%41", "a").value() == "%zzA");
}

BOOST_AUTO_TEST_SUITE_END()
