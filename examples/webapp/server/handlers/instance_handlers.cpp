// SPDX-License-Identifier: BSL-1.0
#include "handlers/instance_handlers.hpp"

#include "api/json_response.hpp"

#include <multipost/version.hpp>

#include <string_view>

namespace asio = boost::asio;

namespace webapp {

namespace {

std::string_view to_string(registration_policy policy)
{
    switch (policy)
    {
    case registration_policy::open: return "open";
    case registration_policy::invite: return "invite";
    case registration_policy::closed: break;
    }
    return "closed";
}

asio::awaitable<response> tell(accounts* service, instance_info info, request_context)
{
    const bool has_users = co_await service->has_users();
    boost::json::object told;
    told["version"] = MULTIPOST_VERSION_STRING;
    told["registration"] = to_string(info.registration);
    told["setup_required"] = !has_users;
    told["demo"] = info.demo;
    co_return json_response(200, told);
}

} // namespace

void add_instance_routes(router& to, accounts& service, const instance_info& info)
{
    to.add("GET", "/api/v1/instance", access::anybody,
           [service = &service, info](request_context c) { return tell(service, info, std::move(c)); });
}

} // namespace webapp
