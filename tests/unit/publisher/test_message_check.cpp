// SPDX-License-Identifier: BSL-1.0
#include "publisher/message_check.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

using namespace multipost;

namespace {

message fine()
{
    message m;
    m.text.text = "caf\xC3\xA9 au lait";
    m.text.spans = {{span_kind::bold, 0, 0, 8, {}}, {span_kind::italic, 0, 0, 5, {}}, {span_kind::code, 0, 9, 13, {}}};
    m.attachments.push_back({"a.png", "image/png", "A", std::make_shared<const std::string>("1234")});
    return m;
}

std::string code_of(const std::optional<failure>& f) { return f ? f->code : std::string(); }

connector_info limited(std::size_t max, length_unit unit)
{
    connector_info info;
    info.name = "Discord";
    info.text.max = max;
    info.text.unit = unit;
    return info;
}

} // namespace

BOOST_AUTO_TEST_SUITE(message_check_rules)

BOOST_AUTO_TEST_CASE(a_well_formed_message_passes) { BOOST_TEST(code_of(why_unfit(fine())) == ""); }

BOOST_AUTO_TEST_CASE(each_malformed_message_is_refused)
{
    const std::pair<const char*, std::function<void(message&)>> table[] = {
        {"text that is not UTF-8", [](message& m) { m.text.text = "\xFF"; }},
        {"text with U+0000", [](message& m) { m.text.text = std::string("a\0b", 3); }},
        {"title that is not UTF-8", [](message& m) { m.title = "\xC0\x80"; }},
        {"link that is not UTF-8", [](message& m) { m.link = "\xFF"; }},
        {"language that is not UTF-8", [](message& m) { m.language = "\xFF"; }},
        {"span beyond the text",
         [](message& m) {
             m.text.spans = {{span_kind::bold, 0, 0, 99, {}}};
         }},
        {"span that ends before it begins",
         [](message& m) {
             m.text.spans = {{span_kind::bold, 0, 3, 2, {}}};
         }},
        {"span inside a character",
         [](message& m) {
             m.text.spans = {{span_kind::bold, 0, 0, 4, {}}};
         }},
        {"spans out of order",
         [](message& m) {
             m.text.spans = {{span_kind::bold, 0, 6, 8, {}}, {span_kind::bold, 0, 0, 2, {}}};
         }},
        {"spans that overlap",
         [](message& m) {
             m.text.spans = {{span_kind::bold, 0, 0, 3, {}}, {span_kind::bold, 0, 2, 8, {}}};
         }},
        {"href that is not UTF-8",
         [](message& m) {
             m.text.spans = {{span_kind::link, 0, 0, 2, "\xFF"}};
         }},
        {"attachment without bytes", [](message& m) { m.attachments[0].bytes = nullptr; }},
        {"attachment name that is not UTF-8", [](message& m) { m.attachments[0].name = "\xFF"; }},
    };
    for (const auto& [name, spoil] : table) BOOST_TEST_CONTEXT(name)
        {
            auto m = fine();
            spoil(m);
            BOOST_TEST(code_of(why_unfit(m)) == "bad_message");
        }
}

BOOST_AUTO_TEST_CASE(a_text_that_is_too_long_is_refused_with_the_count)
{
    struct row
    {
        std::size_t length;
        std::size_t max;
        length_unit unit;
        const char* what;
        const char* advice;
    };
    const row table[] = {
        {2013, 2000, length_unit::code_points, "The text is 2,013 characters long; Discord takes 2,000 (13 too many).",
         "Shorten it by 13 characters."},
        {301, 300, length_unit::graphemes, "The text is 301 characters long; Discord takes 300 (1 too many).",
         "Shorten it by 1 character."},
        {5096, 4096, length_unit::bytes, "The text is 5,096 bytes long; Discord takes 4,096 (1,000 too many).",
         "Shorten it by 1,000 bytes."},
        {12, 10, length_unit::utf16, "The text is 12 UTF-16 units long; Discord takes 10 (2 too many).",
         "Shorten it by 2 UTF-16 units."},
    };
    for (const auto& r : table)
    {
        const auto f = why_unfit("text", r.length, message(), limited(r.max, r.unit));
        BOOST_TEST(f.value().code == "text_too_long");
        BOOST_TEST(f.value().what == r.what);
        BOOST_TEST(f.value().advice == r.advice);
    }
    BOOST_TEST(code_of(why_unfit("text", 2000, message(), limited(2000, length_unit::bytes))) == "");
    BOOST_TEST(code_of(why_unfit("text", 1'000'000, message(), limited(0, length_unit::bytes))) == "");
}

BOOST_AUTO_TEST_CASE(a_message_must_say_something)
{
    const auto info = limited(0, length_unit::bytes);
    BOOST_TEST(code_of(why_unfit("", 0, message(), info)) == "message_empty");
    BOOST_TEST(code_of(why_unfit(" \n\t ", 4, message(), info)) == "message_empty");
    BOOST_TEST(code_of(why_unfit("", 0, fine(), info)) == ""); // a picture says something
}

BOOST_AUTO_TEST_CASE(attachments_that_a_network_does_not_take_are_refused)
{
    auto info = limited(0, length_unit::bytes);
    const auto attachments = fine().attachments;
    BOOST_TEST(code_of(why_unfit({}, info)) == "");
    BOOST_TEST(code_of(why_unfit(attachments, info)) == "attachments_unsupported");
    info.attachments.max_count = 1;
    BOOST_TEST(code_of(why_unfit(attachments, info)) == "");
    BOOST_TEST(code_of(why_unfit({attachments[0], attachments[0]}, info)) == "too_many_attachments");
    info.attachments.max_bytes = 3;
    BOOST_TEST(code_of(why_unfit(attachments, info)) == "attachment_too_large");
    info.attachments.max_bytes = 4;
    BOOST_TEST(code_of(why_unfit(attachments, info)) == "");
}

BOOST_AUTO_TEST_SUITE_END()
