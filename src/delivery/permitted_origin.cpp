// SPDX-License-Identifier: BSL-1.0
#include "delivery/permitted_origin.hpp"

#include "delivery/usual_url.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <utility>

namespace multipost {

namespace {

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

std::uint16_t default_port(std::string_view scheme) noexcept { return scheme == "https" ? 443 : 80; }

} // namespace

std::string to_string(const permitted_origin& origin)
{
    const bool bracketed = origin.host.find(':') != std::string::npos;
    std::string out = origin.scheme + "://" + (bracketed ? "[" + origin.host + "]" : origin.host);
    if (origin.port != default_port(origin.scheme)) out += ":" + std::to_string(origin.port);
    return out;
}

std::optional<permitted_origin> origin_of(std::string_view url)
{
    if (const auto usual = read_usual_url(url))
        return permitted_origin{std::string(usual->scheme), std::string(usual->host), usual->port};
    if (url.find("://") == std::string_view::npos) return std::nullopt;
    const auto parsed = boost::urls::parse_uri(boost::urls::string_view(url.data(), url.size()));
    if (!parsed || !parsed->has_authority()) return std::nullopt;
    // Boost.URL 1.81 takes what follows the digits of a port for a path.
    if (!parsed->encoded_path().empty() && parsed->encoded_path().front() != '/') return std::nullopt;

    permitted_origin origin;
    origin.scheme = lower({parsed->scheme().data(), parsed->scheme().size()});
    if (origin.scheme != "https" && origin.scheme != "http") return std::nullopt;

    std::string_view host(parsed->encoded_host().data(), parsed->encoded_host().size());
    if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
    // A percent-encoded host name would be compared in one form and resolved in another.
    if (host.empty() || host.find('%') != std::string_view::npos) return std::nullopt;
    origin.host = lower(host);

    origin.port = default_port(origin.scheme);
    if (parsed->has_port() && !parsed->port().empty())
    {
        if (parsed->port_number() == 0) return std::nullopt; // what does not fit 16 bits reads as 0
        origin.port = parsed->port_number();
    }
    return origin;
}

std::vector<permitted_origin> permitted_origins(const std::vector<std::string>& hosts, const channel_settings& settings)
{
    std::vector<permitted_origin> out;
    out.reserve(hosts.size() + 1);
    for (const auto& host : hosts) out.push_back(permitted_origin{"https", lower(host), 443});
    for (const auto& [name, value] : settings)
        if (auto origin = origin_of(value.reveal())) out.push_back(std::move(*origin));
    return out;
}

} // namespace multipost
