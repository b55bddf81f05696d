// SPDX-License-Identifier: BSL-1.0
#include "api/web_origin.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>
#include <cstdint>
#include <system_error>

namespace webapp {

namespace {

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

} // namespace

std::optional<std::string> origin_of_url(std::string_view url)
{
    const auto parsed = boost::urls::parse_uri({url.data(), url.size()});
    if (!parsed || !parsed->has_authority() || parsed->has_userinfo()) return std::nullopt;
    const auto scheme = parsed->scheme_id();
    if (scheme != boost::urls::scheme::http && scheme != boost::urls::scheme::https) return std::nullopt;

    const auto host = parsed->encoded_host();
    if (host.empty()) return std::nullopt;
    // Boost 1.81 takes what follows the digits of a port for a path, whatever it begins with (RFC 3986 section 3.3).
    const auto path = parsed->encoded_path();
    if (!path.empty() && path.front() != '/') return std::nullopt;
    std::string origin = scheme == boost::urls::scheme::https ? "https://" : "http://";
    origin += lower_case({host.data(), host.size()});
    const std::string_view digits(parsed->port().data(), parsed->port().size());
    if (digits.empty()) return origin;
    std::uint16_t port = 0; // Boost.URL's own number wraps around
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (failed != std::errc() || end != digits.data() + digits.size() || port == 0) return std::nullopt;
    if (port != (scheme == boost::urls::scheme::https ? 443 : 80)) origin += ':' + std::to_string(port);
    return origin;
}

std::optional<std::string> origin_of_header(std::string_view value)
{
    const auto authority = value.find("://");
    if (authority == std::string_view::npos) return std::nullopt;
    if (value.find_first_of("/?#", authority + 3) != std::string_view::npos) return std::nullopt;
    return origin_of_url(value);
}

} // namespace webapp
