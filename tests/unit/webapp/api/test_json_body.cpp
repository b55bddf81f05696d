// SPDX-License-Identifier: BSL-1.0
#include "api/json_body.hpp"
#include "api/strict_json.hpp"
#include "problem_thrown.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace webapp;
using namespace std::string_literals;

namespace {

request json_request(std::string body, std::string content_type = "application/json")
{
    request r;
    r.method = "POST";
    r.path = "/api/v1/posts";
    r.headers.emplace_back("content-type", std::move(content_type));
    r.body = std::move(body);
    return r;
}

std::string nested(std::size_t levels)
{
    std::string text;
    for (std::size_t i = 1; i < levels; ++i) text += "{\"a\":";
    text += "{}";
    return text + std::string(levels - 1, '}');
}

std::string nested_arrays(std::size_t levels)
{
    return "{\"a\":" + std::string(levels - 1, '[') + std::string(levels - 1, ']') + '}';
}

} // namespace

BOOST_AUTO_TEST_SUITE(json_body)

BOOST_AUTO_TEST_CASE(what_is_no_strict_json_object_is_refused)
{
    const std::pair<std::string_view, std::string> hostile[] = {
        {"nothing at all", ""},
        {"blanks alone", " \r\n\t"},
        {"an array", "[]"},
        {"a text", "\"a\""},
        {"a number", "1"},
        {"null", "null"},
        {"an object that does not end", "{"},
        {"a member that does not end", "{\"a\""},
        {"a member without a value", "{\"a\":}"},
        {"a text that does not end", "{\"a\":\"b"},
        {"a comma at the end of an object", "{\"a\":1,}"},
        {"a comma at the end of an array", "{\"a\":[1,]}"},
        {"a comma alone", "{,}"},
        {"a name without quotation marks", "{a:1}"},
        {"single quotation marks", "{'a':1}"},
        {"a comment", "{\"a\":1/* b */}"},
        {"a comment of one line", "{\"a\":1}// b"},
        {"a second value", "{}{}"},
        {"a letter after it", "{} x"},
        {"a closing brace after it", "{}}"},
        {"a NUL after it", "{}\0"s},
        {"a NUL before it", "\0{}"s},
        {"a form feed before it", "\f{}"},
        {"a no-break space before it", "\xC2\xA0{}"},
        {"a byte order mark", "\xEF\xBB\xBF{}"},
        {"UTF-16", "{\0}\0"s},
        {"a name twice", "{\"a\":1,\"a\":2}"},
        {"a name twice, the same value", "{\"a\":1,\"a\":1}"},
        {"a name twice, once escaped", "{\"a\":1,\"\\u0061\":2}"},
        {"an empty name twice", "{\"\":1,\"\":2}"},
        {"a name twice further down", "{\"a\":[{\"b\":1,\"c\":2,\"b\":3}]}"},
        {"a name twice around an object", "{\"a\":{\"a\":1},\"a\":2}"},
        {"a long name twice", "{\"" + std::string(5000, 'x') + "\":1,\"" + std::string(5000, 'x') + "\":2}"},
        {"U+0000 in a text", "{\"a\":\"b\\u0000c\"}"},
        {"U+0000 in a name", "{\"a\\u0000\":1}"},
        {"U+0000 in a long text", "{\"a\":\"" + std::string(5000, 'x') + "\\u0000" + std::string(5000, 'x') + "\"}"},
        {"a raw NUL in a text", "{\"a\":\"b\0c\"}"s},
        {"a raw line end in a text", "{\"a\":\"b\nc\"}"},
        {"a raw tab in a text", "{\"a\":\"b\tc\"}"},
        {"a high surrogate alone", "{\"a\":\"\\ud83d\"}"},
        {"a high surrogate before a letter", "{\"a\":\"\\ud83dx\"}"},
        {"a high surrogate before an escape", "{\"a\":\"\\ud83d\\n\"}"},
        {"a high surrogate twice", "{\"a\":\"\\ud83d\\ud83d\"}"},
        {"a low surrogate alone", "{\"a\":\"\\ude00\"}"},
        {"a surrogate in a name", "{\"\\ud83d\":1}"},
        {"a surrogate as bytes", "{\"a\":\"\xED\xA0\xBD\"}"},
        {"an overlong slash", "{\"a\":\"\xC0\xAF\"}"},
        {"an overlong NUL", "{\"a\":\"\xC0\x80\"}"},
        {"beyond U+10FFFF", "{\"a\":\"\xF4\x90\x80\x80\"}"},
        {"a continuation byte alone", "{\"a\":\"\x80\"}"},
        {"a character cut short", "{\"a\":\"\xE2\x82\"}"},
        {"Latin-1", "{\"a\":\"caf\xE9\"}"},
        {"a byte that UTF-8 never has", "{\"\xFF\":1}"},
        {"an unknown escape", "{\"a\":\"\\x41\"}"},
        {"an escape cut short", "{\"a\":\"\\u00\"}"},
        {"an escape of no hexadecimal digits", "{\"a\":\"\\u00zz\"}"},
        {"a zero in front", "{\"a\":01}"},
        {"a plus in front", "{\"a\":+1}"},
        {"a point in front", "{\"a\":.5}"},
        {"a point at the end", "{\"a\":1.}"},
        {"a hexadecimal number", "{\"a\":0x10}"},
        {"NaN", "{\"a\":NaN}"},
        {"Infinity", "{\"a\":Infinity}"},
        {"a number beyond every double", "{\"a\":1e999}"},
        {"a number far beyond every double", "{\"a\":-1" + std::string(400, '0') + ".0}"},
        {"a word in capitals", "{\"a\":TRUE}"},
        {"undefined", "{\"a\":undefined}"},
        {"33 levels of objects", nested(33)},
        {"33 levels of arrays", nested_arrays(33)},
        {"60,000 levels", std::string(60'000, '[')},
        {"form data", "text=hello&channels=1"},
    };
    for (const auto& [what, body] : hostile)
    {
        BOOST_TEST_CONTEXT(what)
        {
            BOOST_TEST(problem_thrown([&] { (void)parse_json_body(json_request(body)); }) == "400 bad_json");
        }
    }
}

BOOST_AUTO_TEST_CASE(what_json_can_say_is_taken)
{
    const std::pair<std::string, std::string> good[] = {
        {"{}", "{}"},
        {" \r\n\t{ } \r\n\t", "{}"},
        {R"({"a":"é","b":[1,-2,3.5E0,true,null]})", R"({"a":"é","b":[1,-2,3.5E0,true,null]})"},
        {R"({"a":"\ud83d\ude00"})", "{\"a\":\"\xF0\x9F\x98\x80\"}"},
        {R"({"a":"\u0001\u2028"})", "{\"a\":\"\\u0001\xE2\x80\xA8\"}"},
        {"{\"a\":\"\xEF\xBF\xBF\"}", "{\"a\":\"\xEF\xBF\xBF\"}"},
        {R"({"a":1,"A":2,"á":3})", R"({"a":1,"A":2,"á":3})"},
        {R"({"a":{"x":1},"b":{"x":2},"x":[{"x":3},{"x":4}]})", R"({"a":{"x":1},"b":{"x":2},"x":[{"x":3},{"x":4}]})"},
        {R"({"a":18446744073709551615})", R"({"a":18446744073709551615})"},
        {nested(32), nested(32)},
        {nested_arrays(32), nested_arrays(32)},
    };
    for (const auto& [body, value] : good)
    {
        BOOST_TEST_CONTEXT(body)
        {
            const boost::json::value read(parse_json_body(json_request(body)));
            BOOST_TEST(boost::json::serialize(read) == value);
        }
    }
}

BOOST_AUTO_TEST_CASE(only_the_content_type_of_json_is_read)
{
    const std::pair<std::string_view, std::string_view> types[] = {
        {"application/json", "none"},
        {"Application/JSON", "none"},
        {" application/json ", "none"},
        {"application/json; charset=utf-8", "none"},
        {"application/json;charset=\"UTF-8\"", "none"},
        {"application/json; charset=iso-8859-1", "415 not_json"},
        {"application/json; charset=utf-8; x=y", "415 not_json"},
        {"application/json, text/plain", "415 not_json"},
        {"application/jsonp", "415 not_json"},
        {"application/ld+json", "415 not_json"},
        {"text/plain", "415 not_json"},
        {"text/plain; application/json", "415 not_json"},
        {"application/x-www-form-urlencoded", "415 not_json"},
        {"multipart/form-data; boundary=x", "415 not_json"},
        {"", "415 not_json"},
    };
    for (const auto& [type, refusal] : types)
    {
        BOOST_TEST_CONTEXT(type)
        {
            const auto r = json_request("{}", std::string(type));
            BOOST_TEST(problem_thrown([&] { (void)parse_json_body(r); }) == refusal);
        }
    }
    request untyped;
    untyped.body = "{}";
    BOOST_TEST(problem_thrown([&] { (void)parse_json_body(untyped); }) == "415 not_json");
}

BOOST_AUTO_TEST_CASE(a_fault_is_told_without_the_text)
{
    for (const std::string_view text : {"{\"token\":\"hush-hush\",\"token\":1}", "{\"hush-hush\"", "hush-hush"})
    {
        const auto read = parse_strict_json(text);
        BOOST_REQUIRE(read.has_error());
        BOOST_TEST(read.error().what.find("hush") == std::string_view::npos);
    }
    BOOST_TEST(parse_strict_json("{\"a\":1,\"a\":2}").error().what == "An object has a name twice.");
    BOOST_TEST(parse_strict_json("{}x").error().what == "Something follows the value.");
    BOOST_TEST(parse_strict_json(nested(33)).error().what == "It is nested more than 32 levels deep.");
    BOOST_TEST(parse_strict_json("{\"a\":\"\\u0000\"}").error().what == "A text holds U+0000.");
    BOOST_TEST(parse_strict_json("{\"a\":\"\\ude00\"}").error().what == "A text holds half a surrogate pair.");
    BOOST_TEST(parse_strict_json("{\"a\":1e999}").error().what == "A number is out of range.");
    BOOST_TEST(parse_strict_json("{").error().what == "It ends too early.");
}

BOOST_AUTO_TEST_SUITE_END()
