// SPDX-License-Identifier: BSL-1.0
#include "pages/header_list.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace webapp;

namespace {

// "gzip 500, br 1000"
std::string members_of(std::string_view list)
{
    std::string all;
    while (const auto member = take_weighted_value(list))
        all += (all.empty() ? "" : ", ") + std::string(member->value) + ' ' + std::to_string(member->weight);
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_weighted_list)

BOOST_AUTO_TEST_CASE(has_members_with_weights)
{
    struct
    {
        std::string_view list;
        std::string_view members;
    } const cases[] = {
        {"", ""},
        {"gzip", "gzip 1000"},
        {"gzip, br", "gzip 1000, br 1000"},
        {"gzip;q=0.5,br;q=1", "gzip 500, br 1000"},
        {"\tgzip ; q=0.5 ,\t br ; Q=0.125", "gzip 500, br 125"},
        {"a;q=0, b;q=0.0, c;q=0.001, d;q=1.000, e;q=0.", "a 0, b 0, c 1, d 1000, e 0"},
        {"text/html;level=1;q=0.4, */*", "text/html 400, */* 1000"},
        {",, gzip ,,", "gzip 1000"},
    };
    for (const auto& [list, members] : cases) BOOST_TEST_CONTEXT(list) BOOST_TEST(members_of(list) == members);
}

BOOST_AUTO_TEST_CASE(is_read_without_its_malformed_members)
{
    for (const auto* malformed : {"br;q=", "br;q=2", "br;q=1.1", "br;q=1.001", "br;q=0.1234", "br;q=-1", "br;q=.5",
                                  "br;q=a", "br;q=0.5a", ";q=1", "br;q=01"})
        BOOST_TEST_CONTEXT(malformed)
        {
            const auto list = std::string(malformed) + ", gzip";
            BOOST_TEST(members_of(list).find("br ") == std::string::npos);
            BOOST_TEST(members_of(list).ends_with("gzip 1000"));
        }
}

BOOST_AUTO_TEST_SUITE_END()
