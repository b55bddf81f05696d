// SPDX-License-Identifier: BSL-1.0
#include "endpoint.hpp"

#include <charconv>

namespace sandbox {

std::optional<endpoint> parse_endpoint(std::string_view text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto host = text.substr(0, colon);
    const auto port = text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string_view::npos)
        return std::nullopt;
    endpoint e;
    const auto* end = port.data() + port.size();
    const auto [stop, error] = std::from_chars(port.data(), end, e.port);
    if (host.empty() || error != std::errc{} || stop != end) return std::nullopt;
    e.host = host;
    return e;
}

std::string to_string(const endpoint& e)
{
    const bool brackets = e.host.find(':') != std::string::npos;
    return (brackets ? "[" + e.host + "]" : e.host) + ":" + std::to_string(e.port);
}

} // namespace sandbox
