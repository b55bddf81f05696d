// SPDX-License-Identifier: BSL-1.0
#include "http/request.hpp"

#include <boost/test/unit_test.hpp>

using webapp::request;

namespace {

request with_cookies(std::vector<std::string> fields)
{
    request r;
    for (auto& field : fields) r.headers.emplace_back("cookie", std::move(field));
    return r;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_request)

BOOST_AUTO_TEST_CASE(has_the_first_of_its_headers_and_parameters_of_a_name)
{
    request r;
    r.headers = {{"accept", "a"}, {"accept", "b"}, {"empty", ""}};
    r.query = {{"q", "1"}, {"q", "2"}};
    BOOST_TEST(r.header("accept").value() == "a");
    BOOST_TEST(r.header("empty").value() == "");
    BOOST_TEST(!r.header("Accept"));
    BOOST_TEST(r.parameter("q").value() == "1");
    BOOST_TEST(!r.parameter("p"));
}

BOOST_AUTO_TEST_CASE(has_a_cookie_that_is_given_once)
{
    const struct
    {
        std::vector<std::string> fields;
        std::optional<std::string_view> value;
    } cases[] = {
        {{"s=1"}, "1"},
        {{"a=0; s=1; b=2"}, "1"},
        {{"a=0;s=1;b=2"}, "1"},
        {{" s = 1 "}, "1"},
        {{"s="}, ""},
        {{"s=a=b=="}, "a=b=="},
        {{"s=\"1\""}, "\"1\""},
        {{"a=0", "s=1"}, "1"},
        {{";;s=1;;"}, "1"},
        {{"s=1; s=1"}, std::nullopt},
        {{"s=1; a=0; s=2"}, std::nullopt},
        {{"s=1", "s=2"}, std::nullopt},
        {{"s=1; s="}, std::nullopt},
        {{"S=1"}, std::nullopt},
        {{"xs=1; s1=2; as=3"}, std::nullopt},
        {{"s"}, std::nullopt},
        {{"=1"}, std::nullopt},
        {{""}, std::nullopt},
        {{"a=s=1"}, std::nullopt},
        {{}, std::nullopt},
    };
    for (const auto& one : cases) BOOST_TEST_CONTEXT((one.fields.empty() ? "" : one.fields.front()))
        {
            BOOST_TEST((with_cookies(one.fields).cookie("s") == one.value));
        }
}

BOOST_AUTO_TEST_SUITE_END()
