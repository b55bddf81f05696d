// SPDX-License-Identifier: BSL-1.0
#include "handlers/connector_handlers.hpp"

#include "api/json_response.hpp"
#include "handlers/connector_json.hpp"

#include <memory>
#include <utility>

namespace asio = boost::asio;

namespace webapp {

namespace {

asio::awaitable<response> list(std::shared_ptr<const response> written, request_context) { co_return *written; }

} // namespace

void add_connector_routes(router& to, const multipost::connector_registry& connectors)
{
    boost::json::array items;
    for (const auto& info : connectors.connectors()) items.push_back(connector_json(info));
    auto written = std::make_shared<const response>(json_response(200, whole_list(std::move(items))));
    to.add("GET", "/api/v1/connectors", access::session,
           [written](request_context c) { return list(written, std::move(c)); });
}

} // namespace webapp
