// SPDX-License-Identifier: BSL-1.0
#include "api/json_response.hpp"

#include <boost/json/serialize.hpp>

#include <utility>

namespace webapp {

response json_response(unsigned status, const boost::json::value& body)
{
    response told;
    told.status = status;
    told.headers.emplace_back("Content-Type", "application/json");
    told.headers.emplace_back("Cache-Control", "no-store");
    told.body = boost::json::serialize(body);
    return told;
}

response no_content()
{
    response told;
    told.status = 204;
    told.headers.emplace_back("Cache-Control", "no-store");
    return told;
}

boost::json::object whole_list(boost::json::array items)
{
    boost::json::object list;
    list["items"] = std::move(items);
    list["next"] = nullptr;
    return list;
}

} // namespace webapp
