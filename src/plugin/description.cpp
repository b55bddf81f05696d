// SPDX-License-Identifier: BSL-1.0
#include "plugin/description.hpp"

#include "plugin/json_reader.hpp"
#include "plugin/label.hpp"
#include "plugin/refusal.hpp"
#include "plugin/settings_schema.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

namespace multipost {

namespace {

constexpr std::size_t max_description_bytes = std::size_t(256) << 10U;

constexpr std::array all_units{length_unit::bytes, length_unit::utf16, length_unit::code_points,
                               length_unit::graphemes};
constexpr std::array all_spans{span_kind::bold,       span_kind::italic, span_kind::strike, span_kind::code,
                               span_kind::code_block, span_kind::quote,  span_kind::link,   span_kind::list_item,
                               span_kind::heading,    span_kind::mention};
constexpr std::array all_failure_classes{
    failure_class::message_rejected, failure_class::channel_dead, failure_class::auth,
    failure_class::rate_limited,     failure_class::transient,    failure_class::unconfirmed};

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The enumerator of that name, or null.
template <class Enum, std::size_t Count>
const Enum* named(const std::array<Enum, Count>& all, std::string_view name)
{
    const auto found = std::find_if(all.begin(), all.end(), [name](Enum e) { return to_string(e) == name; });
    return found == all.end() ? nullptr : &*found;
}

template <class Enum, std::size_t Count>
Enum read_named(const json_reader& json, const std::array<Enum, Count>& all)
{
    const auto* found = named(all, json.as_string());
    if (found == nullptr) json.refuse("is none of the words this key takes");
    return *found;
}

std::string read_text(const json_reader& json, std::size_t max_bytes)
{
    auto text = json.as_string();
    if (text.empty()) json.refuse("must not be empty");
    if (text.size() > max_bytes) json.refuse("is longer than " + std::to_string(max_bytes) + " bytes");
    if (std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }))
        json.refuse("holds a control character");
    return text;
}

std::string read_id(const json_reader& json)
{
    auto id = read_text(json, 32);
    const bool allowed = is_lower(id.front()) && std::all_of(id.begin(), id.end(), [](char c) {
                             return is_lower(c) || is_digit(c) || c == '-';
                         });
    if (!allowed) json.refuse("must be of the form [a-z][a-z0-9-]{0,31}");
    return id;
}

std::string read_homepage(const json_reader& json)
{
    auto url = read_text(json, 1024);
    if (!url.starts_with("https://") && !url.starts_with("http://")) json.refuse("must be an http or https URL");
    return url;
}

std::vector<std::string> read_operations(const json_reader& json)
{
    // A later version may know more operations; this host simply does not offer them.
    std::vector<std::string> operations{"deliver", "check", "edit", "remove"};
    std::set<std::string> named;
    json.each_element([&](const json_reader& element) { named.insert(element.as_string()); });
    if (!named.contains("deliver")) json.refuse("must name \"deliver\"");
    std::erase_if(operations, [&](const std::string& name) { return !named.contains(name); });
    return operations;
}

std::vector<std::string> read_hosts(const json_reader& json)
{
    std::vector<std::string> hosts;
    json.each_element([&](const json_reader& element) {
        auto host = read_text(element, 253);
        const bool allowed = std::all_of(host.begin(), host.end(),
                                         [](char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '.'; });
        if (!allowed) element.refuse("must be a host name in lower case, without scheme, port or wildcard");
        hosts.push_back(std::move(host));
    });
    return hosts;
}

std::string read_setting_name(std::string_view name, const json_reader& json)
{
    const bool allowed =
        !name.empty() && name.size() <= 64 && is_lower(name.front()) &&
        std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
    if (!allowed) json.refuse("the name of a setting must be of the form [a-z][a-z0-9_]{0,63}");
    return std::string(name);
}

setting_info read_setting(std::string_view name, const json_reader& json)
{
    setting_info setting;
    setting.name = read_setting_name(name, json);
    const auto type = json["type"].as_string();
    if (type != "string" && type != "number" && type != "integer" && type != "boolean")
        json["type"].refuse("must be \"string\", \"number\", \"integer\" or \"boolean\": settings are flat");
    setting.title = read_text(json["title"], 80);
    if (json.has("description")) setting.description = read_text(json["description"], 1000);
    if (json.has("writeOnly")) setting.secret = json["writeOnly"].as_bool();
    return setting;
}

void read_settings(const json_reader& json, connector_info& info)
{
    if (json["type"].as_string() != "object") json["type"].refuse("must be \"object\"");
    if (json["additionalProperties"].as_bool()) json["additionalProperties"].refuse("must be false");
    json["properties"].each_member([&](std::string_view name, const json_reader& property) {
        info.settings.push_back(read_setting(name, property));
    });
    if (json.has("required"))
    {
        json["required"].each_element([&](const json_reader& element) {
            const auto name = element.as_string();
            const auto found = std::find_if(info.settings.begin(), info.settings.end(),
                                            [&](const setting_info& s) { return s.name == name; });
            if (found == info.settings.end()) element.refuse("names no property");
            found->required = true;
        });
    }
    info.settings_schema = boost::json::serialize(json.value());
    if (const auto wrong = why_no_schema(info.settings_schema)) json.refuse("is no JSON Schema: " + *wrong);
}

std::string read_label(const json_reader& json, const std::vector<setting_info>& settings)
{
    auto label = read_text(json, 200);
    const auto names = label_settings(label);
    if (!names) json.refuse("has a { or } that is not part of {setting}");
    for (const auto& name : *names)
    {
        const auto found =
            std::find_if(settings.begin(), settings.end(), [&](const setting_info& s) { return s.name == name; });
        if (found == settings.end()) json.refuse("names the setting \"" + name + "\", which does not exist");
        if (found->secret) json.refuse("names the setting \"" + name + "\", which is secret (writeOnly)");
    }
    return label;
}

text_limits read_text_limits(const json_reader& json)
{
    text_limits limits;
    limits.max = static_cast<std::size_t>(json["max"].as_count());
    limits.unit = read_named(json["unit"], all_units);
    json["spans"].each_element([&](const json_reader& element) {
        const auto* kind = named(all_spans, element.as_string());
        // A kind of a later version: this host never makes one.
        if (kind != nullptr) limits.spans.push_back(*kind);
    });
    return limits;
}

attachment_limits read_attachment_limits(const json_reader& json)
{
    attachment_limits limits;
    limits.max_count = static_cast<std::size_t>(json["max_count"].as_count());
    limits.max_bytes = json["max_bytes"].as_count();
    return limits;
}

idempotency_info read_idempotency(const json_reader& json)
{
    constexpr std::uint64_t century = 3'155'760'000;
    idempotency_info idempotency;
    const auto kind = json["kind"].as_string();
    if (kind == "unbounded")
        idempotency.how = idempotency_info::kind::unbounded;
    else if (kind == "timed")
    {
        idempotency.how = idempotency_info::kind::timed;
        const auto seconds = json["seconds"].as_count();
        if (seconds == 0 || seconds > century) json["seconds"].refuse("must be a time, in seconds");
        idempotency.valid_for = std::chrono::seconds(seconds);
    }
    else if (kind != "none")
        json["kind"].refuse("must be \"none\", \"timed\" or \"unbounded\"");
    return idempotency;
}

std::vector<known_error> read_errors(const json_reader& json)
{
    std::vector<known_error> errors;
    json.each_element([&](const json_reader& element) {
        known_error known;
        known.code = read_text(element["code"], 64);
        known.kind = read_named(element["class"], all_failure_classes);
        known.what = read_text(element["what"], 1024);
        if (element.has("advice")) known.advice = read_text(element["advice"], 1024);
        errors.push_back(std::move(known));
    });
    return errors;
}

connector_info read_connector(const json_reader& json)
{
    connector_info info;
    info.id = read_id(json["id"]);
    info.name = read_text(json["name"], 80);
    info.version = read_text(json["version"], 40);
    info.homepage = read_homepage(json["homepage"]);
    info.operations = read_operations(json["operations"]);
    info.hosts = read_hosts(json["hosts"]);
    read_settings(json["settings"], info);
    info.label = read_label(json["label"], info.settings);
    info.text = read_text_limits(json["text"]);
    info.attachments = read_attachment_limits(json["attachments"]);
    info.idempotency = read_idempotency(json["idempotency"]);
    info.errors = read_errors(json["errors"]);
    return info;
}

} // namespace

result<connector_info> parse_description(std::string_view json, const std::filesystem::path& file)
{
    const auto wrong = [&file](const std::string& reason) {
        return refusal(errc::plugin_bad_description, file, "its description is wrong: " + reason);
    };
    if (json.empty()) return wrong("it is empty");
    if (json.size() > max_description_bytes) return wrong("it is longer than 256 KiB");
    boost::system::error_code failed;
    const auto value = boost::json::parse({json.data(), json.size()}, failed);
    if (failed) return wrong("it is no JSON (" + failed.message() + ")");
    try
    {
        auto info = read_connector(json_reader(value));
        info.file = file;
        return info;
    }
    catch (const json_mismatch& mismatch)
    {
        return wrong(mismatch.what());
    }
}

} // namespace multipost
