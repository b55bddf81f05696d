// SPDX-License-Identifier: BSL-1.0
#include "http/refusal.hpp"

#include <boost/beast/http/status.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <string>

namespace http = boost::beast::http;

namespace webapp {

namespace {

response problem(unsigned status, std::string_view code, std::string_view detail, std::string_view request_id)
{
    boost::json::object body;
    body["type"] = "urn:multipost:problem:" + std::string(code);
    body["title"] = std::string(http::obsolete_reason(http::int_to_status(status)));
    body["status"] = status;
    body["code"] = std::string(code);
    body["detail"] = std::string(detail);
    body["request_id"] = std::string(request_id);

    response told;
    told.status = status;
    told.headers.emplace_back("Content-Type", "application/problem+json");
    told.headers.emplace_back("Cache-Control", "no-store");
    told.body = boost::json::serialize(body);
    return told;
}

} // namespace

std::string_view code_of(unsigned status) noexcept
{
    switch (status)
    {
    case 408: return "request_timeout";
    case 413: return "body_too_large";
    case 414: return "uri_too_long";
    case 417: return "expectation_failed";
    case 421: return "misdirected_request";
    case 431: return "headers_too_large";
    case 500: return "internal";
    case 501: return "not_implemented";
    default: return "bad_request";
    }
}

response to_response(const refusal& why, std::string_view request_id)
{
    auto told = problem(why.status, code_of(why.status), why.reason, request_id);
    told.close = true;
    return told;
}

response internal_error(std::string_view request_id)
{
    return problem(500, code_of(500), "It is not your fault. Quote the request's id to the administrator.", request_id);
}

} // namespace webapp
