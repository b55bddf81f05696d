// SPDX-License-Identifier: BSL-1.0
#include "api/json_body.hpp"
#include "problem_thrown.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <string_view>

using namespace webapp;

namespace {

object_reader reader_of(std::string_view text)
{
    return object_reader(boost::json::parse({text.data(), text.size()}).as_object());
}

} // namespace

BOOST_AUTO_TEST_SUITE(reading_objects)

BOOST_AUTO_TEST_CASE(a_text_has_its_length_in_characters)
{
    auto members = reader_of(R"({"a":"ééé","b":"😀","c":""})");
    BOOST_TEST(members.text("a", 1, 3) == "ééé");
    BOOST_TEST(members.optional_text("b", 1, 1).value() == "😀");
    BOOST_TEST(members.text("c", 0, 1).empty());
    BOOST_TEST(!members.optional_text("d", 1, 1).has_value());
    members.done();
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named_by_its_pointer)
{
    using call = std::function<void(object_reader&)>;
    struct
    {
        std::string_view body;
        call take;
        std::string_view refusal;
    } const cases[] = {
        {"{}", [](auto& m) { (void)m.text("a", 0, 9); }, "400 bad_value /a"},
        {R"({"a":1})", [](auto& m) { (void)m.text("a", 0, 9); }, "400 bad_value /a"},
        {R"({"a":null})", [](auto& m) { (void)m.text("a", 0, 9); }, "400 bad_value /a"},
        {R"({"a":null})", [](auto& m) { (void)m.optional_text("a", 0, 9); }, "400 bad_value /a"},
        {R"({"a":["x"]})", [](auto& m) { (void)m.optional_text("a", 0, 9); }, "400 bad_value /a"},
        {R"({"a":""})", [](auto& m) { (void)m.text("a", 1, 9); }, "400 bad_value /a"},
        {R"({"a":"éééé"})", [](auto& m) { (void)m.text("a", 1, 3); }, "400 bad_value /a"},
        {R"({"a/b~c":1})", [](auto& m) { (void)m.text("a/b~c", 0, 9); }, "400 bad_value /a~1b~0c"},
        {"{}",
         [](auto& m) {
             (void)m.word("a", {"x", "y"});
         },
         "400 bad_value /a"},
        {R"({"a":"z"})",
         [](auto& m) {
             (void)m.word("a", {"x", "y"});
         },
         "400 bad_value /a"},
        {R"({"a":"X"})",
         [](auto& m) {
             (void)m.optional_word("a", {"x", "y"});
         },
         "400 bad_value /a"},
        {R"({"a":true})",
         [](auto& m) {
             (void)m.optional_word("a", {"x", "y"});
         },
         "400 bad_value /a"},
        {"{}", [](auto& m) { (void)m.texts("a", 2, 9); }, "400 bad_value /a"},
        {R"({"a":"x"})", [](auto& m) { (void)m.texts("a", 2, 9); }, "400 bad_value /a"},
        {R"({"a":["x","y","z"]})", [](auto& m) { (void)m.texts("a", 2, 9); }, "400 bad_value /a"},
        {R"({"a":["x",2]})", [](auto& m) { (void)m.texts("a", 2, 9); }, "400 bad_value /a/1"},
        {R"({"a":["xxxxx"]})", [](auto& m) { (void)m.texts("a", 2, 4); }, "400 bad_value /a/0"},
        {R"({"a":[]})", [](auto& m) { (void)m.optional_text_members("a", 2, 9); }, "400 bad_value /a"},
        {R"({"a":null})", [](auto& m) { (void)m.optional_text_members("a", 2, 9); }, "400 bad_value /a"},
        {R"({"a":{"b":1}})", [](auto& m) { (void)m.optional_text_members("a", 2, 9); }, "400 bad_value /a/b"},
        {R"({"a":{"b":"xxxxx"}})", [](auto& m) { (void)m.optional_text_members("a", 2, 4); }, "400 bad_value /a/b"},
        {R"({"a":{"b":"","c":"","d":""}})", [](auto& m) { (void)m.optional_text_members("a", 2, 4); },
         "400 bad_value /a"},
        {R"({"a":"x"})", [](auto& m) { m.done(); }, "400 unknown_member /a"},
        {R"({"a":"x","b":"y"})", [](auto& m) { m.done(); }, "400 unknown_member /a /b"},
        {R"({"a":"x"})", [](auto& m) { (void)m.text("a", 0, 9), m.done(); }, "none"},
    };
    for (const auto& c : cases)
    {
        BOOST_TEST_CONTEXT(c.body << " " << c.refusal)
        {
            auto members = reader_of(c.body);
            BOOST_TEST(problem_thrown([&] { c.take(members); }) == c.refusal);
        }
    }
}

BOOST_AUTO_TEST_CASE(lists_and_members_come_in_their_order)
{
    auto members = reader_of(R"({"list":["b","a","b"],"settings":{"z":"1","y":""},"state":"paused"})");
    const auto list = members.texts("list", 3, 9);
    BOOST_TEST(list == (std::vector<std::string>{"b", "a", "b"}), boost::test_tools::per_element());
    const auto settings = members.optional_text_members("settings", 9, 9).value();
    BOOST_REQUIRE(settings.size() == 2U);
    BOOST_TEST(settings[0].first == "z");
    BOOST_TEST(settings[0].second == "1");
    BOOST_TEST(settings[1].first == "y");
    BOOST_TEST(members.has("state"));
    BOOST_TEST(members.optional_word("state", {"active", "paused"}).value() == "paused");
    BOOST_TEST(!members.has("state"));
    BOOST_TEST(!members.optional_text_members("none", 9, 9).has_value());
    members.done();
}

BOOST_AUTO_TEST_CASE(of_many_unknown_members_ten_are_named)
{
    boost::json::object many;
    for (int i = 0; i < 500; ++i) many["m" + std::to_string(i)] = i;
    try
    {
        object_reader(std::move(many)).done();
        BOOST_FAIL("nothing was thrown");
    }
    catch (const problem& p)
    {
        BOOST_TEST(p.errors.size() == 10U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
