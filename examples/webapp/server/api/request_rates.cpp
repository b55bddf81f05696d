// SPDX-License-Identifier: BSL-1.0
#include "api/request_rates.hpp"

#include <algorithm>

namespace webapp {

namespace ip = boost::asio::ip;

std::chrono::milliseconds request_rates::admit(route_class of, const request& r, std::string_view who, time_point now)
{
    auto* const budget = budget_of(of, r);
    if (budget == nullptr) return std::chrono::milliseconds(0);
    const auto wait = budget->wait(who, now);
    if (wait == std::chrono::milliseconds(0)) budget->spend(who, now);
    return wait;
}

request_budget* request_rates::budget_of(route_class of, const request& r) noexcept
{
    switch (of)
    {
    case route_class::reading: return &reading_;
    case route_class::searching: return r.parameter("q") ? &costly_ : &reading_;
    case route_class::changing: return &changing_;
    case route_class::costly: return &costly_;
    case route_class::unbounded: break;
    }
    return nullptr;
}

std::string network_of(const ip::address& client)
{
    if (client.is_v4()) return client.to_string();
    const auto v6 = client.to_v6();
    if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6).to_string();
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + bytes.size() / 2, bytes.end(), static_cast<unsigned char>(0));
    return ip::address_v6(bytes).to_string() + "/64";
}

} // namespace webapp
