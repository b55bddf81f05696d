// SPDX-License-Identifier: BSL-1.0
#include "response.hpp"

#include <boost/json/serialize.hpp>

namespace sandbox {

response text_response(unsigned status, std::string_view text)
{
    response r;
    r.status = status;
    r.content_type = "text/plain; charset=utf-8";
    r.body = text;
    return r;
}

response json_response(unsigned status, const boost::json::value& value)
{
    response r;
    r.status = status;
    r.content_type = "application/json";
    r.body = boost::json::serialize(value);
    return r;
}

response method_not_allowed(std::string_view allowed)
{
    auto r = text_response(405, "This address takes " + std::string{allowed} + " only.\n");
    r.headers.emplace_back("Allow", allowed);
    return r;
}

} // namespace sandbox
