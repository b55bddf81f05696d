// SPDX-License-Identifier: BSL-1.0
#include "plugin/description.hpp"
#include "plugin/label.hpp"
#include "plugin/settings_schema.hpp"
#include "printing.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>

namespace {

using namespace multipost;
namespace json = boost::json;

constexpr std::string_view good = R"({
    "id": "hello", "name": "Hello", "version": "1.0.0", "homepage": "https://hello.example/docs",
    "operations": ["deliver", "check"], "hosts": ["hello.example"],
    "settings": {
        "type": "object",
        "properties": {
            "url": {"type": "string", "title": "Address", "description": "where", "examples": ["https://hello.example/in"]},
            "key": {"type": "string", "title": "Key", "writeOnly": true, "examples": ["k"]},
            "count": {"type": "integer", "title": "Count", "default": 3}
        },
        "required": ["url", "key"], "additionalProperties": false
    },
    "label": "{url}",
    "text": {"max": 2000, "unit": "code_points", "spans": ["bold", "link"]},
    "attachments": {"max_count": 4, "max_bytes": 1000},
    "idempotency": {"kind": "timed", "seconds": 3600},
    "errors": [{"code": "unknown_key", "class": "auth", "what": "The key is unknown.", "advice": "Make a new one."}]
})";

/// The good description with another value at a JSON pointer (RFC 6901), or without it.
std::string changed(const std::string& pointer, std::optional<json::value> value)
{
    auto description = json::parse({good.data(), good.size()});
    const auto last = pointer.rfind('/');
    auto& parent = description.at_pointer(pointer.substr(0, last)).as_object();
    const auto key = pointer.substr(last + 1);
    if (value)
        parent[key] = std::move(*value);
    else
        parent.erase(key);
    return json::serialize(description);
}

void check_wrong(const std::string& description, const std::string& words)
{
    const auto parsed = parse_description(description, "/opt/hello.so");
    BOOST_TEST_CONTEXT(words)
    {
        BOOST_REQUIRE(parsed.has_error());
        BOOST_TEST(parsed.error().code == errc::plugin_bad_description);
        BOOST_TEST(parsed.error().what.find("/opt/hello.so") != std::string::npos);
        BOOST_TEST(parsed.error().what.find(words) != std::string::npos, parsed.error().what);
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(a_description_tells_all_that_is_not_code)
{
    const auto parsed = parse_description(good, "/opt/hello.so");
    BOOST_REQUIRE(parsed.has_value());
    BOOST_TEST(parsed->id == "hello");
    BOOST_TEST(parsed->name == "Hello");
    BOOST_TEST(parsed->version == "1.0.0");
    BOOST_TEST(parsed->homepage == "https://hello.example/docs");
    BOOST_TEST((parsed->operations == std::vector<std::string>{"deliver", "check"}));
    BOOST_TEST((parsed->hosts == std::vector<std::string>{"hello.example"}));
    BOOST_TEST(parsed->label == "{url}");
    BOOST_TEST(parsed->text.max == 2000U);
    BOOST_TEST((parsed->text.unit == length_unit::code_points));
    BOOST_TEST((parsed->text.spans == std::vector<span_kind>{span_kind::bold, span_kind::link}));
    BOOST_TEST(parsed->attachments.max_count == 4U);
    BOOST_TEST(parsed->attachments.max_bytes == 1000U);
    BOOST_TEST((parsed->idempotency.how == idempotency_info::kind::timed));
    BOOST_TEST(parsed->idempotency.valid_for.count() == 3600);
    BOOST_TEST(parsed->file == "/opt/hello.so");

    BOOST_REQUIRE_EQUAL(parsed->settings.size(), 3U);
    BOOST_TEST(parsed->settings[0].name == "url");
    BOOST_TEST(parsed->settings[0].title == "Address");
    BOOST_TEST(parsed->settings[0].description == "where");
    BOOST_TEST(parsed->settings[0].required);
    BOOST_TEST(!parsed->settings[0].secret);
    BOOST_TEST(parsed->settings[1].secret);
    BOOST_TEST(!parsed->settings[2].required);

    BOOST_REQUIRE_EQUAL(parsed->errors.size(), 1U);
    BOOST_TEST(parsed->errors[0].code == "unknown_key");
    BOOST_TEST((parsed->errors[0].kind == failure_class::auth));
    BOOST_TEST(parsed->errors[0].advice == "Make a new one.");
}

BOOST_AUTO_TEST_CASE(every_key_that_is_missing_is_named)
{
    for (const char* key : {"id", "name", "version", "homepage", "operations", "hosts", "settings", "label", "text",
                            "attachments", "idempotency", "errors"})
        check_wrong(changed("/" + std::string(key), std::nullopt), std::string(key) + ": is missing");
    check_wrong(changed("/text/unit", std::nullopt), "text.unit: is missing");
    check_wrong(changed("/attachments/max_bytes", std::nullopt), "attachments.max_bytes: is missing");
    check_wrong(changed("/idempotency/seconds", std::nullopt), "idempotency.seconds: is missing");
    check_wrong(changed("/settings/additionalProperties", std::nullopt), "settings.additionalProperties: is missing");
    check_wrong(changed("/settings/properties/url/type", std::nullopt), "settings.properties.url.type: is missing");
    check_wrong(changed("/settings/properties/url/title", std::nullopt), "settings.properties.url.title: is missing");
}

BOOST_AUTO_TEST_CASE(every_wrong_value_is_refused_with_its_path)
{
    check_wrong("", "it is empty");
    check_wrong("{", "it is no JSON");
    check_wrong("[]", "must be an object");
    check_wrong(std::string(300'000, ' '), "longer than 256 KiB");
    check_wrong(std::string(10'000, '['), "it is no JSON");
    check_wrong("{\"id\": \"\xFF\"}", "it is no JSON");

    check_wrong(changed("/id", "Hello"), "id: must be of the form");
    check_wrong(changed("/id", "1hello"), "id: must be of the form");
    check_wrong(changed("/id", ""), "id: must not be empty");
    check_wrong(changed("/id", json::value(std::string(33, 'a'))), "id: is longer");
    check_wrong(changed("/id", 7), "id: must be a string");
    check_wrong(changed("/name", "two\nlines"), "name: holds a control character");
    check_wrong(changed("/homepage", "ftp://hello.example"), "homepage: must be an http or https URL");
    check_wrong(changed("/operations", json::value({"check"})), "operations: must name \"deliver\"");
    check_wrong(changed("/operations", "deliver"), "operations: must be an array");
    check_wrong(changed("/hosts", json::value({"ok.example", "https://hello.example"})),
                "hosts[1]: must be a host name");
    check_wrong(changed("/hosts", json::value({"*.example"})), "hosts[0]: must be a host name");
    check_wrong(changed("/text/unit", "letters"), "text.unit: is none of the words");
    check_wrong(changed("/text/max", -1), "text.max: must be a whole number");
    check_wrong(changed("/text/max", 1.5), "text.max: must be a whole number");
    check_wrong(changed("/idempotency/kind", "forever"), "idempotency.kind: must be");
    check_wrong(changed("/idempotency/seconds", 0), "idempotency.seconds: must be a time");
    check_wrong(changed("/idempotency/seconds", 9e18), "idempotency.seconds: must be a whole number");
    check_wrong(changed("/errors", json::value({{{"code", "x"}, {"class", "bad"}, {"what", "y"}}})),
                "errors[0].class: is none");
}

BOOST_AUTO_TEST_CASE(settings_are_a_flat_schema_that_can_be_checked)
{
    check_wrong(changed("/settings/type", "array"), "settings.type: must be \"object\"");
    check_wrong(changed("/settings/additionalProperties", true), "settings.additionalProperties: must be false");
    check_wrong(changed("/settings/properties/url/type", "object"), "settings.properties.url.type: must be");
    check_wrong(changed("/settings/properties/url/writeOnly", "yes"),
                "settings.properties.url.writeOnly: must be true or false");
    check_wrong(changed("/settings/properties/URL", json::value({{"type", "string"}})), "the name of a setting");
    check_wrong(changed("/settings/required", json::value({"url", "token"})),
                "settings.required[1]: names no property");
    check_wrong(changed("/settings/properties/url/pattern", "(["), "settings: is no JSON Schema");
    check_wrong(changed("/settings/properties/url/minLength", "long"), "settings: is no JSON Schema");
}

BOOST_AUTO_TEST_CASE(a_pattern_that_cannot_be_matched_in_linear_time_is_refused)
{
    for (const char* pattern : {"(a)\\1", "a(?=b)", "(?<!a)b"})
        check_wrong(changed("/settings/properties/url/pattern", pattern),
                    "the pattern of \"url\" is no pattern that can be matched in linear time");
    check_wrong(changed("/settings/properties/url/pattern", "((a{50}){50}){50}"), "the pattern of \"url\"");
    check_wrong(changed("/settings/properties/url/pattern", ".{900}"), "takes too much to match");
    check_wrong(changed("/settings/properties/url/pattern", json::value(std::string(1001, 'a'))),
                "is longer than 1,000 bytes");
    check_wrong(changed("/settings/allOf", json::parse(R"([{"properties": {"url": {"pattern": "a"}}}])")),
                "a pattern stands elsewhere than at a setting");
}

BOOST_AUTO_TEST_CASE(a_label_names_settings_that_exist_and_are_no_secret)
{
    check_wrong(changed("/label", "{key}"), "label: names the setting \"key\", which is secret");
    check_wrong(changed("/label", "{room}"), "label: names the setting \"room\", which does not exist");
    for (const char* odd : {"{url", "url}", "{}", "{url}}", "{{url}}"})
        check_wrong(changed("/label", odd), "label: has");
}

BOOST_AUTO_TEST_CASE(what_a_later_version_appends_is_ignored)
{
    BOOST_TEST(parse_description(changed("/colour", "red"), "a.so").has_value());
    BOOST_TEST(parse_description(changed("/text/languages", 7), "a.so").has_value());
    const auto spans = parse_description(changed("/text/spans", json::value({"bold", "blink"})), "a.so");
    BOOST_REQUIRE(spans.has_value());
    BOOST_TEST(spans->text.spans.size() == 1U);
    const auto operations = parse_description(changed("/operations", json::value({"deliver", "pin"})), "a.so");
    BOOST_REQUIRE(operations.has_value());
    BOOST_TEST(operations->operations.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_label_is_one_line_made_of_settings)
{
    channel_settings settings;
    settings.emplace("url", secret_string("https://a.example/\x1B[31m\n"));
    BOOST_TEST(expand_label("to {url} and {none}!", settings) == "to https://a.example/?[31m? and !");
    BOOST_TEST(expand_label("plain", settings) == "plain");
}

BOOST_AUTO_TEST_CASE(examples_make_settings_that_pass_their_own_schema)
{
    const auto info = parse_description(good, "a.so");
    BOOST_REQUIRE(info.has_value());
    const auto examples = example_settings(*info);
    BOOST_REQUIRE_EQUAL(examples.size(), 3U);
    BOOST_TEST(examples.at("url").reveal() == "https://hello.example/in");
    BOOST_TEST(examples.at("count").reveal() == "3");
    BOOST_TEST(check_settings(*info, examples).has_value());
}

BOOST_AUTO_TEST_CASE(mutated_descriptions_are_parsed_or_refused_and_nothing_else)
{
    // Every third byte in turn becomes something that JSON minds.
    for (std::size_t at = 0; at < good.size(); at += 3)
    {
        for (const char c : {'"', '}', '\xFF', '9'})
        {
            std::string mutated(good);
            mutated[at] = c;
            const auto parsed = parse_description(mutated, "a.so");
            if (parsed.has_error()) BOOST_TEST(parsed.error().code == errc::plugin_bad_description);
        }
    }
}
