// SPDX-License-Identifier: BSL-1.0
#include "handlers/failure_json.hpp"

#include "api/rfc3339.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace json = boost::json;

namespace webapp {

json::value failure_json(const multipost::failure& f, std::optional<multipost::wall_time> retry_at)
{
    json::object told;
    told["class"] = multipost::to_string(f.kind);
    told["code"] = f.code;
    told["what"] = f.what;
    told["advice"] = f.advice;
    told["remote_words"] = f.remote_words;
    told["retry_at"] = nullptr;
    if (retry_at) told["retry_at"] = rfc3339(*retry_at);
    return told;
}

json::value failure_or_null(const std::optional<multipost::failure>& f, multipost::wall_time at)
{
    if (!f) return nullptr;
    std::optional<multipost::wall_time> retry_at;
    if (f->retry_after) retry_at = at + *f->retry_after;
    return failure_json(*f, retry_at);
}

json::value text_or_null(const std::string& text)
{
    if (text.empty()) return nullptr;
    return json::value(text);
}

} // namespace webapp
