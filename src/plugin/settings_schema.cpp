// SPDX-License-Identifier: BSL-1.0
#include "plugin/settings_schema.hpp"

#include "delivery/permitted_origin.hpp"
#include "plugin/linear_pattern.hpp"
#include "text/utf8.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

// Without it a schema that is none ends the process.
#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

namespace multipost {

namespace {

namespace json = boost::json;

constexpr std::size_t max_value_bytes = 8192;

json::value parse(std::string_view text) { return json::parse({text.data(), text.size()}); }

bool maps_names(std::string_view keyword)
{
    return keyword == "properties" || keyword == "definitions" || keyword == "dependencies";
}

/// Takes out of a schema what valijson would match with std::regex, which goes back and recurses.
///
/// @throws std::invalid_argument  it has a pattern where linear_pattern is not asked
void leave_out_patterns(json::value& schema)
{
    if (auto* list = schema.if_array())
        for (auto& each : *list) leave_out_patterns(each);
    auto* keywords = schema.if_object();
    if (keywords == nullptr) return;
    keywords->erase("format"); // draft 7 section 7.2 lets it be an annotation
    if (keywords->contains("pattern") || keywords->contains("patternProperties"))
        throw std::invalid_argument("a pattern stands elsewhere than at a setting");
    for (auto& keyword : *keywords)
    {
        if (maps_names({keyword.key().data(), keyword.key().size()}) && keyword.value().is_object())
            for (auto& named : keyword.value().get_object()) leave_out_patterns(named.value());
        else
            leave_out_patterns(keyword.value());
    }
}

void read_schema(json::value value, valijson::Schema& schema)
{
    for (auto& property : value.get_object().at("properties").as_object())
        property.value().as_object().erase("pattern"); // breaks_pattern() matches these
    leave_out_patterns(value);
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    const valijson::adapters::BoostJsonAdapter adapter(value);
    parser.populateSchema(adapter, schema);
}

const json::object& properties_of(const json::value& schema)
{
    return schema.get_object().at("properties").as_object();
}

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

error bad_channel(const connector_info& connector, std::string_view setting, std::string_view reason)
{
    std::string what = "The setting \"" + std::string(setting) + "\" of a " + connector.name + " channel ";
    what += reason;
    what += '.';
    return error{make_error_code(errc::bad_channel), std::move(what)};
}

/// How a value stands among settings: a string as it is, anything else as its JSON text.
std::string setting_text(const json::value& value)
{
    return value.is_string() ? std::string(view(value.get_string())) : json::serialize(value);
}

/// The reverse: nothing when the text is not of the property's type.
std::optional<json::value> setting_value(std::string_view text, const json::object& property)
{
    const auto type = view(property.at("type").as_string());
    if (type == "string") return json::value(json::string(text.data(), text.size()));
    boost::system::error_code failed;
    auto value = json::parse({text.data(), text.size()}, failed);
    if (failed || (type == "boolean" ? !value.is_bool() : !value.is_number())) return std::nullopt;
    return value;
}

/// Why no request could go to a URL that a setting holds, if so: found now rather than when something is to be sent.
std::optional<std::string_view> fault_of_url(std::string_view text)
{
    const auto url = boost::urls::parse_uri({text.data(), text.size()});
    if (!url) return "is not a whole URL";
    if (url->has_userinfo()) return "holds a user name, and no request may";
    const bool is_http =
        url->scheme_id() == boost::urls::scheme::http || url->scheme_id() == boost::urls::scheme::https;
    if (is_http && !origin_of(text)) return "names no host and port that a request could go to";
    return std::nullopt;
}

bool is_url(const json::object& property)
{
    const auto* format = property.if_contains("format");
    return format != nullptr && format->is_string() && view(format->get_string()) == "uri";
}

bool breaks_pattern(std::string_view text, const json::object& property)
{
    const auto* pattern = property.if_contains("pattern");
    return pattern != nullptr && property.at("type").as_string() == "string" &&
           !linear_pattern(view(pattern->as_string())).is_in(text);
}

/// A reason, and what the setting should be.
std::string with_description(std::string reason, const setting_info& setting)
{
    while (reason.ends_with('.')) reason.pop_back();
    if (!setting.description.empty()) reason += ". It should be: " + setting.description;
    while (reason.ends_with('.')) reason.pop_back();
    return reason;
}

void add_defaults(const json::object& properties, channel_settings& settings)
{
    for (const auto& property : properties)
    {
        const auto* fallback = property.value().as_object().if_contains("default");
        const std::string name(property.key().data(), property.key().size());
        if (fallback != nullptr && !settings.contains(name))
            settings.insert_or_assign(name, secret_string(setting_text(*fallback)));
    }
}

std::string list_of_names(const connector_info& connector)
{
    std::string names;
    for (const auto& setting : connector.settings) names += (names.empty() ? "" : ", ") + setting.name;
    return names.empty() ? "it has none" : "it has " + names;
}

/// The name in the validator's context, "[endpoint]".
std::string_view setting_named_by(const valijson::ValidationResults::Error& found)
{
    if (found.context.size() < 2) return {};
    std::string_view name = found.context[1];
    if (name.size() > 2 && name.front() == '[') name = name.substr(1, name.size() - 2);
    return name;
}

error refused(const connector_info& connector, valijson::ValidationResults& results)
{
    valijson::ValidationResults::Error first;
    if (!results.popError(first)) return bad_channel(connector, "", "is refused by the schema");
    const auto name = setting_named_by(first);
    const auto known = std::find_if(connector.settings.begin(), connector.settings.end(),
                                    [name](const setting_info& s) { return s.name == name; });
    if (known == connector.settings.end())
    {
        return error{make_error_code(errc::bad_channel),
                     "The settings of a " + connector.name + " channel do not fit together: " + first.description};
    }
    return bad_channel(connector, name, with_description("is wrong: " + first.description, *known));
}

} // namespace

std::optional<std::string> why_no_schema(std::string_view schema)
{
    try
    {
        const auto value = parse(schema);
        valijson::Schema compiled;
        read_schema(value, compiled);
        for (const auto& property : properties_of(value))
        {
            const auto* pattern = property.value().as_object().if_contains("pattern");
            if (pattern == nullptr) continue;
            const linear_pattern tried(view(pattern->as_string()));
            if (!tried.fault().empty())
                return "the pattern of \"" + std::string(property.key().data(), property.key().size()) + "\" " +
                       tried.fault();
        }
        return std::nullopt;
    }
    catch (const std::exception& failed)
    {
        return failed.what();
    }
}

result<channel_settings> check_settings(const connector_info& connector, channel_settings settings)
{
    const auto schema_json = parse(connector.settings_schema);
    const auto& properties = properties_of(schema_json);
    add_defaults(properties, settings);

    json::object values;
    for (const auto& [name, value] : settings)
    {
        const auto* property = properties.if_contains(name);
        if (property == nullptr) return bad_channel(connector, name, "is not known: " + list_of_names(connector));
        const auto text = value.reveal();
        if (text.size() > max_value_bytes) return bad_channel(connector, name, "is longer than 8 KiB");
        if (!check_utf8(text)) return bad_channel(connector, name, "is not valid UTF-8 text");
        auto typed = setting_value(text, property->as_object());
        if (!typed)
        {
            return bad_channel(connector, name,
                               "must be of type " + std::string(view(property->as_object().at("type").as_string())));
        }
        if (is_url(property->as_object()))
            if (const auto fault = fault_of_url(text)) return bad_channel(connector, name, *fault);
        values.insert_or_assign(name, std::move(*typed));
    }
    for (const auto& setting : connector.settings)
    {
        const auto given = settings.find(setting.name);
        if (given == settings.end() && setting.required) return bad_channel(connector, setting.name, "is missing");
        if (given == settings.end()) continue;
        if (breaks_pattern(given->second.reveal(), properties.at(setting.name).as_object()))
            return bad_channel(connector, setting.name, with_description("is not of the form it must have", setting));
    }

    valijson::Schema schema;
    read_schema(schema_json, schema);
    valijson::Validator validator;
    valijson::ValidationResults results;
    const json::value target(std::move(values));
    const valijson::adapters::BoostJsonAdapter adapter(target);
    if (!validator.validate(schema, adapter, &results)) return refused(connector, results);
    return settings;
}

channel_settings example_settings(const connector_info& connector)
{
    channel_settings examples;
    const auto schema = parse(connector.settings_schema);
    const auto& properties = properties_of(schema);
    for (const auto& setting : connector.settings)
    {
        const auto* given = properties.at(setting.name).as_object().if_contains("examples");
        if (setting.required && given != nullptr && given->is_array() && !given->get_array().empty())
            examples.insert_or_assign(setting.name, secret_string(setting_text(given->get_array().front())));
    }
    add_defaults(properties, examples);
    return examples;
}

} // namespace multipost
