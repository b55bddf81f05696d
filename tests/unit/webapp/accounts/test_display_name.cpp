// SPDX-License-Identifier: BSL-1.0
#include "accounts/display_name.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace webapp;

BOOST_AUTO_TEST_SUITE(display_names)

BOOST_AUTO_TEST_CASE(names_are_composed_and_trimmed)
{
    const struct
    {
        std::string typed, name;
    } rows[] = {
        {"Ada", "Ada"},
        {"  Ada Lovelace ", "Ada Lovelace"},
        {"\xC2\xA0 Ada\xE3\x80\x80", "Ada"},                      // U+00A0, U+3000
        {"Ame\xCC\x81lie", "Am\xC3\xA9lie"},                      // e and U+0301
        {"\xE5\xB1\xB1\xE7\x94\xB0", "\xE5\xB1\xB1\xE7\x94\xB0"}, // Yamada
        {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
         "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB"}, // joined by U+200D
        {"<script>", "<script>"},
        {std::string(100, 'x'), std::string(100, 'x')},
        {' ' + std::string(100, 'x') + ' ', std::string(100, 'x')},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.typed)
        {
            const auto name = parse_display_name(row.typed);
            BOOST_TEST_REQUIRE(name.has_value());
            BOOST_TEST(*name == row.name);
        }
    }
}

BOOST_AUTO_TEST_CASE(names_that_show_nothing_or_reach_beyond_themselves_are_refused)
{
    const std::string rows[] = {
        "",
        " ",
        "\xC2\xA0",
        "\xE2\x80\x8B", // U+200B alone
        "a\nb",
        "a\rb",
        "a\tb",
        std::string("a\0b", 3),
        "a\x7F",
        "a\xC2\x85"
        "b", // U+0085
        "a\xE2\x80\xA8"
        "b", // U+2028
        "a\xE2\x80\xAE"
        "b", // U+202E
        "a\xE2\x81\xA6"
        "b", // U+2066
        "\x1B[31mred",
        "\xFF", // no UTF-8
        "\xC0\xAF",
        "\xED\xA0\x80",
        std::string(101, 'x'),
        std::string(1'000'000, 'x'),
    };
    for (const auto& row : rows) BOOST_TEST(!parse_display_name(row).has_value(), row.substr(0, 80));
}

BOOST_AUTO_TEST_SUITE_END()
