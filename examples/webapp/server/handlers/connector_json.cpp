// SPDX-License-Identifier: BSL-1.0
#include "handlers/connector_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <utility>

namespace json = boost::json;

namespace webapp {

namespace {

json::object setting_json(const multipost::setting_info& setting)
{
    json::object told;
    told["name"] = setting.name;
    told["title"] = setting.title;
    told["description"] = setting.description;
    told["secret"] = setting.secret;
    told["required"] = setting.required;
    return told;
}

json::object text_json(const multipost::text_limits& text)
{
    json::array spans;
    for (const auto kind : text.spans) spans.emplace_back(multipost::to_string(kind));
    json::object told;
    told["max"] = text.max;
    told["unit"] = multipost::to_string(text.unit);
    told["spans"] = std::move(spans);
    return told;
}

json::object attachments_json(const multipost::attachment_limits& attachments)
{
    json::object told;
    told["max_count"] = attachments.max_count;
    told["max_bytes"] = attachments.max_bytes;
    return told;
}

} // namespace

json::object connector_json(const multipost::connector_info& info)
{
    json::array operations;
    for (const auto& operation : info.operations) operations.emplace_back(operation);
    json::array settings;
    for (const auto& setting : info.settings) settings.push_back(setting_json(setting));

    json::object told;
    told["id"] = info.id;
    told["name"] = info.name;
    told["version"] = info.version;
    told["homepage"] = info.homepage;
    told["operations"] = std::move(operations);
    told["settings_schema"] = json::parse(info.settings_schema);
    told["settings"] = std::move(settings);
    told["text"] = text_json(info.text);
    told["attachments"] = attachments_json(info.attachments);
    return told;
}

} // namespace webapp
