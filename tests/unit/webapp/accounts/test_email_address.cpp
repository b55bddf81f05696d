// SPDX-License-Identifier: BSL-1.0
#include "accounts/email_address.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace webapp;

BOOST_AUTO_TEST_SUITE(email_addresses)

BOOST_AUTO_TEST_CASE(common_addresses_are_taken_as_typed_and_are_unique_without_case)
{
    const struct
    {
        std::string typed, text, key;
    } rows[] = {
        {"ada@example.org", "ada@example.org", "ada@example.org"},
        {" Ada.Lovelace@Example.ORG\n", "Ada.Lovelace@Example.ORG", "ada.lovelace@example.org"},
        {"a+tag@mail.example.co.uk", "a+tag@mail.example.co.uk", "a+tag@mail.example.co.uk"},
        {"o'hara_1!#$%&*/=?^`{|}~-@a-b.example", "o'hara_1!#$%&*/=?^`{|}~-@a-b.example",
         "o'hara_1!#$%&*/=?^`{|}~-@a-b.example"},
        {"a@xn--bcher-kva.example", "a@xn--bcher-kva.example", "a@xn--bcher-kva.example"},
        {std::string(64, 'a') + "@b.example", std::string(64, 'a') + "@b.example", std::string(64, 'a') + "@b.example"},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.typed)
        {
            const auto address = parse_email_address(row.typed);
            BOOST_TEST_REQUIRE(address.has_value());
            BOOST_TEST(address->text == row.text);
            BOOST_TEST(address->key == row.key);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_address_or_could_look_like_another_is_refused)
{
    std::string many_labels = "a@";
    for (int i = 0; i != 126; ++i) many_labels += "b.";
    const std::string rows[] = {
        "",
        "   ",
        "ada",
        "@example.org",
        "ada@",
        "ada@localhost",
        "ada@example.",
        "ada@.example",
        "ada@exa..mple",
        ".ada@example.org",
        "ada.@example.org",
        "a..da@example.org",
        "a da@example.org",
        "ada@exa mple.org",
        "\"ada\"@example.org",
        "ada@[127.0.0.1]",
        "ada@-example.org",
        "ada@example-.org",
        "ada@ex_ample.org",
        "a@b@example.org",
        "ada@example.org\r\nBcc: x@example.org",
        "ad\xC3\xA0@example.org",
        "ada@ex\xD0\xB0mple.org", // a Cyrillic letter that looks like "a"
        "ada\t@example.org",
        std::string(65, 'a') + "@example.org",
        "a@" + std::string(64, 'b') + ".example",
        many_labels + "example",
        std::string("ada\0@example.org", 16),
        std::string(100'000, 'a'),
        std::string(100'000, '.') + "@a.b",
    };
    for (const auto& row : rows) BOOST_TEST(!parse_email_address(row).has_value(), row.substr(0, 80));
}

BOOST_AUTO_TEST_CASE(an_address_of_254_bytes_is_the_longest)
{
    const auto label = std::string(61, 'b') + '.';
    const auto address = [&](std::size_t last) {
        return std::string(60, 'a') + "@" + label + label + label + std::string(last, 'c');
    };
    BOOST_TEST(address(7).size() == 254U);
    BOOST_TEST(parse_email_address(address(7)).has_value());
    BOOST_TEST(!parse_email_address(address(8)).has_value());
}

BOOST_AUTO_TEST_CASE(a_key_is_made_of_anything_so_that_failures_can_be_counted)
{
    BOOST_TEST(email_key(" No Address ") == "no address");
    BOOST_TEST(email_key("") == "");
}

BOOST_AUTO_TEST_SUITE_END()
