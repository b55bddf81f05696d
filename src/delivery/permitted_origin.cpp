// SPDX-License-Identifier: BSL-1.0
#include "delivery/permitted_origin.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>
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

bool is_one_of(char c, std::string_view marks) noexcept { return marks.find(c) != std::string_view::npos; }

bool is_lower_letter_or_digit(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_letter_or_digit(char c) noexcept { return is_lower_letter_or_digit(c) || (c >= 'A' && c <= 'Z'); }

/// The port of ":8080" or, when there is none, the scheme's own; 0 when it is neither.
std::uint16_t port_of(std::string_view text, std::string_view scheme) noexcept
{
    if (text.empty()) return default_port(scheme);
    std::uint16_t port = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + 1, end, port);
    return read.ec == std::errc() && read.ptr == end ? port : std::uint16_t(0);
}

/// The origin of a URL in the form that nearly all have: lower-case scheme and host name, nothing in its path and query that
/// is escaped or odd. Everything else is left to the parser, which takes ten times as long.
std::optional<permitted_origin> origin_of_usual_form(std::string_view url)
{
    const std::string_view scheme = url.starts_with("https://") ? "https" : "http";
    if (!url.starts_with(scheme) || !url.substr(scheme.size()).starts_with("://")) return std::nullopt;
    url.remove_prefix(scheme.size() + 3);

    const auto authority = url.substr(0, url.find('/'));
    const auto rest = url.substr(authority.size());
    const auto host = authority.substr(0, authority.find(':'));
    const auto port = port_of(authority.substr(host.size()), scheme);
    const auto is_usual_in_host = [](char c) { return is_lower_letter_or_digit(c) || c == '.' || c == '-'; };
    const auto is_usual_in_rest = [](char c) { return is_letter_or_digit(c) || is_one_of(c, "/-_.~?=&"); };
    if (host.empty() || port == 0) return std::nullopt;
    if (!std::all_of(host.begin(), host.end(), is_usual_in_host)) return std::nullopt;
    if (!std::all_of(rest.begin(), rest.end(), is_usual_in_rest)) return std::nullopt;
    return permitted_origin{std::string(scheme), std::string(host), port};
}

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
    if (auto usual = origin_of_usual_form(url)) return usual;
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
