// SPDX-License-Identifier: BSL-1.0
#include "http/trusted_proxies.hpp"

#include <boost/system/error_code.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <type_traits>

namespace asio = boost::asio;
using asio::ip::address;

namespace webapp {

namespace {

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view blanks = " \t";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<address> parse_address(std::string_view text)
{
    boost::system::error_code failed;
    const auto parsed = asio::ip::make_address(std::string(text), failed);
    if (failed) return std::nullopt;
    return normalized(parsed);
}

/// "192.0.2.1", "2001:db8::1", and the same with a port, as some proxies write it: "192.0.2.1:4711", "[2001:db8::1]:4711".
std::optional<address> parse_forwarded(std::string_view text)
{
    if (text.starts_with('['))
    {
        const auto end = text.find(']');
        return end == std::string_view::npos ? std::nullopt : parse_address(text.substr(1, end - 1));
    }
    if (std::count(text.begin(), text.end(), ':') == 1) text = text.substr(0, text.find(':'));
    return parse_address(text);
}

std::optional<unsigned short> parse_prefix(std::string_view text, unsigned short largest) noexcept
{
    unsigned short bits = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), bits);
    if (failed != std::errc() || end != text.data() + text.size() || bits > largest) return std::nullopt;
    return bits;
}

} // namespace

address normalized(const address& given)
{
    if (given.is_v6() && given.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, given.to_v6());
    return given;
}

trusted_proxies::trusted_proxies(std::span<const std::string> blocks)
{
    for (const auto& block : blocks)
    {
        const auto text = trimmed(block);
        const auto slash = text.find('/');
        const auto network = parse_address(text.substr(0, slash));
        const unsigned short all_bits = network && network->is_v4() ? 32 : 128;
        const auto prefix =
            slash == std::string_view::npos ? std::optional(all_bits) : parse_prefix(text.substr(slash + 1), all_bits);
        if (!network || !prefix)
            throw std::invalid_argument("The trusted proxy \"" + block +
                                        "\" is no address and no block of addresses. Write 127.0.0.1 or 10.1.0.0/16.");
        if (network->is_v4())
            v4_.emplace_back(network->to_v4(), *prefix);
        else
            v6_.emplace_back(network->to_v6(), *prefix);
    }
}

bool trusted_proxies::contains(const address& given) const
{
    // The block of the same size that holds the address is the one asked about, or it is not in there.
    const auto holds = [](const auto& block, const auto& host) {
        return std::remove_cvref_t<decltype(block)>(host, block.prefix_length()).network() == block.network();
    };
    if (given.is_v4())
        return std::any_of(v4_.begin(), v4_.end(), [&](const auto& block) { return holds(block, given.to_v4()); });
    return std::any_of(v6_.begin(), v6_.end(), [&](const auto& block) { return holds(block, given.to_v6()); });
}

address trusted_proxies::client_of(const request& r, const address& peer) const
{
    auto nearest = peer;
    for (auto field = r.headers.rbegin(); field != r.headers.rend(); ++field)
    {
        if (field->first != "x-forwarded-for") continue;
        for (std::string_view rest = field->second; contains(nearest);)
        {
            const auto comma = rest.rfind(',');
            const auto hop = parse_forwarded(trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1)));
            if (!hop) return nearest;
            nearest = *hop;
            if (comma == std::string_view::npos) break;
            rest = rest.substr(0, comma);
        }
    }
    return nearest;
}

} // namespace webapp
