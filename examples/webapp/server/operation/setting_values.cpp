// SPDX-License-Identifier: BSL-1.0
#include "operation/setting_values.hpp"

#include "operation/printable.hpp"

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace webapp {

namespace ip = boost::asio::ip;

namespace {

constexpr std::size_t longest_shown = 80;
constexpr std::size_t digits_of_a_key = 32;

template <class Number>
std::optional<Number> parse_number(std::string_view digits)
{
    Number number{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

bool holds_many_digits(std::string_view value)
{
    const auto is_digit = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    std::size_t run = 0;
    for (const char c : value)
    {
        run = is_digit(c) ? run + 1 : 0;
        if (run == digits_of_a_key) return true;
    }
    return false;
}

} // namespace

std::optional<ip::tcp::endpoint> parse_endpoint(std::string_view text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto port = parse_number<std::uint16_t>(text.substr(colon + 1));
    auto host = text.substr(0, colon);
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    boost::system::error_code error;
    const auto address = ip::make_address(std::string(host), error);
    if (!port || error || address.is_v6() != bracketed) return std::nullopt;
    return ip::tcp::endpoint(address, *port);
}

std::optional<std::string> parse_origin(std::string_view text)
{
    const auto parsed = boost::urls::parse_uri({text.data(), text.size()});
    if (!parsed) return std::nullopt;
    boost::urls::url url = *parsed;
    url.normalize();
    const auto scheme = url.scheme_id();
    const bool web = scheme == boost::urls::scheme::http || scheme == boost::urls::scheme::https;
    const bool only_origin = !url.has_userinfo() && !url.has_query() && !url.has_fragment() &&
                             (url.encoded_path().empty() || url.encoded_path() == "/");
    if (!web || !only_origin || url.encoded_host().empty()) return std::nullopt;
    if (url.has_port() && url.port_number() == 0) return std::nullopt;
    const bool usual_port = url.port_number() == (scheme == boost::urls::scheme::https ? 443 : 80);
    std::string origin = std::string(url.scheme()) + "://" + std::string(url.encoded_host());
    if (url.has_port() && !usual_port) origin += ":" + std::to_string(url.port_number());
    return origin;
}

std::string authority_of(const ip::tcp::endpoint& at)
{
    const auto host = at.address().to_string();
    return (at.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(at.port());
}

std::string destination_of(std::string_view origin)
{
    const auto host = std::string(origin.substr(origin.find("://") + 3));
    const bool has_port = host.rfind(':') != std::string::npos && !host.ends_with(']');
    return has_port ? host : host + (origin.starts_with("https:") ? ":443" : ":80");
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units{
        {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
    constexpr std::int64_t year_ms = 366LL * 86'400'000;
    const auto unit_at = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = parse_number<std::uint32_t>(text.substr(0, unit_at));
    const auto* const unit = std::find_if(units.begin(), units.end(),
                                          [&](const auto& known) { return known.first == text.substr(unit_at); });
    if (!number || *number == 0 || unit == units.end()) return std::nullopt;
    const auto ms = std::int64_t{*number} * unit->second;
    if (ms > year_ms) return std::nullopt;
    return std::chrono::milliseconds(ms);
}

std::optional<multipost::log_level> parse_log_level(std::string_view text)
{
    using multipost::log_level;
    for (const auto& [name, level] : {std::pair{"trace", log_level::trace},
                                      {"debug", log_level::debug},
                                      {"info", log_level::info},
                                      {"warning", log_level::warning},
                                      {"error", log_level::error}})
        if (text == name) return level;
    return std::nullopt;
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    while (!text.empty())
    {
        const auto end = std::min(text.find(separator), text.size());
        auto part = text.substr(0, end);
        part.remove_prefix(std::min(part.find_first_not_of(" \t"), part.size()));
        part = part.substr(0, part.find_last_not_of(" \t") + 1);
        if (!part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool is_address_or_block(const std::string& text)
{
    boost::system::error_code no_address;
    boost::system::error_code no_block_v4;
    boost::system::error_code no_block_v6;
    ip::make_address(text, no_address);
    ip::make_network_v4(text, no_block_v4);
    ip::make_network_v6(text, no_block_v6);
    return !no_address || !no_block_v4 || !no_block_v6;
}

std::string shown(std::string_view value)
{
    const bool url = value.find("//") != std::string_view::npos || value.find('@') != std::string_view::npos;
    if (value.size() > longest_shown || holds_many_digits(value) || (url && !parse_origin(value)))
        return "a value that is not repeated here";
    return '"' + printable(value) + '"';
}

} // namespace webapp
