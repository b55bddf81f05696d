// SPDX-License-Identifier: BSL-1.0
#include "handlers/preview_json.hpp"

#include "handlers/failure_json.hpp"
#include "handlers/preview_blocks.hpp"
#include "http/utf8.hpp"

#include <boost/json/array.hpp>

#include <optional>
#include <utility>

namespace json = boost::json;

namespace webapp {

namespace {

/// A body is bytes; JSON holds text.
std::string shown(const std::string& body)
{
    return is_utf8(body) ? body : '[' + std::to_string(body.size()) + " bytes that are no text]";
}

json::object request_json(const multipost::request_preview& r)
{
    json::array headers;
    for (const auto& [name, value] : r.headers)
    {
        json::object header;
        header["name"] = name;
        header["value"] = value;
        headers.push_back(std::move(header));
    }
    json::object told;
    told["effect"] = r.effect;
    told["method"] = r.method;
    told["url"] = r.url;
    told["headers"] = std::move(headers);
    told["body"] = shown(r.body);
    return told;
}

} // namespace

json::object preview_json(const std::string& channel_id, const multipost::channel_preview& p)
{
    json::array notices;
    for (const auto& n : p.notices)
    {
        json::object notice;
        notice["code"] = n.code;
        notice["what"] = n.what;
        notices.push_back(std::move(notice));
    }
    json::array requests;
    for (const auto& r : p.requests) requests.push_back(request_json(r));
    json::object segment;
    segment["text"] = p.text;
    segment["blocks"] = preview_blocks(p.seen);

    json::object told;
    told["channel"] = channel_id;
    told["connector"] = p.connector;
    told["text"] = p.text;
    told["length"] = p.length;
    told["limit"] = p.limit;
    told["unit"] = multipost::to_string(p.unit);
    told["notices"] = std::move(notices);
    told["segments"] = json::array{std::move(segment)};
    told["requests"] = std::move(requests);
    told["problem"] = p.problem ? failure_json(*p.problem, std::nullopt) : json::value(nullptr);
    return told;
}

} // namespace webapp
