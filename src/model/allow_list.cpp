// SPDX-License-Identifier: BSL-1.0
#include <multipost/allow_list.hpp>

#include <boost/url/ipv4_address.hpp>
#include <boost/url/ipv6_address.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace multipost {

namespace {

using address_bytes = std::array<std::uint8_t, 16>;

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// A decimal number up to `largest`, digits only.
std::optional<unsigned> number(std::string_view text, unsigned largest) noexcept
{
    unsigned value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size() || value > largest) return std::nullopt;
    return value;
}

bool is_ipv6(std::string_view text) noexcept
{
    return boost::urls::parse_ipv6_address({text.data(), text.size()}).has_value();
}

// An IPv6 address has many spellings.
bool same_host(std::string_view a, std::string_view b) noexcept
{
    if (a == b) return true;
    const auto first = boost::urls::parse_ipv6_address({a.data(), a.size()});
    const auto second = boost::urls::parse_ipv6_address({b.data(), b.size()});
    return first && second && first->to_bytes() == second->to_bytes();
}

bool is_name(std::string_view text) noexcept
{
    const auto may_stand_in_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == '_';
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), may_stand_in_name);
}

error wrong_entry(std::string_view entry, std::string_view why)
{
    return {errc::bad_configuration, "The allowed host \"" + std::string(entry) + "\" " + std::string(why)};
}

// It is not repeated: a URL may hold a secret.
error url_entry()
{
    return {errc::bad_configuration, "An allowed host is a URL. Write only host:port, like 127.0.0.1:8090."};
}

struct network
{
    address_bytes address{};
    unsigned prefix_bits = 0;
};

result<network> parse_network(std::string_view entry)
{
    const auto slash = entry.find('/');
    const auto address = entry.substr(0, slash);
    const auto bits = entry.substr(slash + 1);

    network out;
    unsigned address_bits = 128;
    if (const auto v4 = boost::urls::parse_ipv4_address({address.data(), address.size()}))
    {
        address_bits = 32;
        const auto bytes = v4->to_bytes();
        out.address[10] = out.address[11] = 0xFF;
        std::copy(bytes.begin(), bytes.end(), out.address.begin() + 12);
    }
    else if (const auto v6 = boost::urls::parse_ipv6_address({address.data(), address.size()}))
    {
        const auto bytes = v6->to_bytes();
        std::copy(bytes.begin(), bytes.end(), out.address.begin());
    }
    else
        return wrong_entry(entry, "does not begin with an IP address. Write a block like 10.1.0.0/16 or fd00::/8.");

    const auto prefix = number(bits, address_bits);
    if (!prefix)
        return wrong_entry(entry, "does not end in a prefix length from 0 to " + std::to_string(address_bits) +
                                      ". Write a block like 10.1.0.0/16 or fd00::/8.");
    out.prefix_bits = 128 - address_bits + *prefix;
    return out;
}

struct endpoint
{
    std::string host;
    std::uint16_t port = 0;
};

result<endpoint> parse_endpoint(std::string_view entry)
{
    constexpr std::string_view example = " Write host:port, like 127.0.0.1:8090, localhost:8090 or [::1]:8090.";
    const auto wrong = [&](std::string_view why) { return wrong_entry(entry, std::string(why) += example); };

    const auto colon = entry.rfind(':');
    if (colon == std::string_view::npos) return wrong("has no port.");
    if (is_ipv6(entry)) return wrong("is an IPv6 address without brackets and port.");

    auto host = entry.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    {
        host = host.substr(1, host.size() - 2);
        if (!is_ipv6(host)) return wrong("holds no IPv6 address between its brackets.");
    }
    else if (!is_name(host))
        return wrong("does not begin with a host name or address.");

    const auto port = number(entry.substr(colon + 1), 65535);
    if (!port || *port == 0) return wrong("does not end in a port from 1 to 65535.");
    return endpoint{lower(host), static_cast<std::uint16_t>(*port)};
}

} // namespace

result<allow_list> allow_list::parse(std::string_view entries)
{
    allow_list out;
    while (!entries.empty())
    {
        const auto comma = std::min(entries.find(','), entries.size());
        const auto entry = trimmed(entries.substr(0, comma));
        entries.remove_prefix(std::min(entries.size(), comma + 1));
        if (entry.empty()) continue;

        if (entry.find('/') != std::string_view::npos)
        {
            if (entry.find("://") != std::string_view::npos) return url_entry();
            auto parsed = parse_network(entry);
            if (!parsed) return std::move(parsed).error();
            out.blocks_.push_back({parsed->address, parsed->prefix_bits});
        }
        else
        {
            auto parsed = parse_endpoint(entry);
            if (!parsed) return std::move(parsed).error();
            out.destinations_.push_back({std::move(parsed->host), parsed->port});
        }
    }
    return out;
}

void allow_list::merge(const allow_list& other)
{
    if (this == &other) return;
    destinations_.insert(destinations_.end(), other.destinations_.begin(), other.destinations_.end());
    blocks_.insert(blocks_.end(), other.blocks_.begin(), other.blocks_.end());
}

bool allow_list::names(std::string_view host, std::uint16_t port) const noexcept
{
    return std::any_of(destinations_.begin(), destinations_.end(),
                       [&](const destination& d) { return d.port == port && same_host(d.host, host); });
}

bool allow_list::holds(const std::array<std::uint8_t, 16>& address) const noexcept
{
    const auto contains = [&address](const block& b) {
        const auto whole = b.prefix_bits / 8;
        if (!std::equal(address.begin(), address.begin() + whole, b.address.begin())) return false;
        const auto rest = b.prefix_bits % 8;
        return rest == 0 || ((address[whole] ^ b.address[whole]) >> (8U - rest)) == 0;
    };
    return std::any_of(blocks_.begin(), blocks_.end(), contains);
}

} // namespace multipost
