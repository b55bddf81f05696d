// SPDX-License-Identifier: BSL-1.0
#include "engine/egress.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace asio = boost::asio;

namespace multipost {

namespace {

using ipv6_bytes = asio::ip::address_v6::bytes_type;

struct ipv4_block
{
    std::uint32_t address;
    unsigned prefix_bits;
    std::string_view reason;
};

struct ipv6_block
{
    std::array<std::uint16_t, 8> groups;
    unsigned prefix_bits;
    std::string_view reason;
};

constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d)
{
    return a << 24U | b << 16U | c << 8U | d;
}

// Each reason reads well after "a" and before "address".
constexpr ipv4_block ipv4_blocks[] = {
    {ipv4(0, 0, 0, 0), 8, "this-network"},
    {ipv4(10, 0, 0, 0), 8, "private"},
    {ipv4(100, 64, 0, 0), 10, "carrier-grade NAT"},
    {ipv4(127, 0, 0, 0), 8, "loopback"},
    {ipv4(169, 254, 0, 0), 16, "link-local"},
    {ipv4(172, 16, 0, 0), 12, "private"},
    {ipv4(192, 0, 0, 0), 24, "protocol"},
    {ipv4(192, 0, 2, 0), 24, "documentation"},
    {ipv4(192, 88, 99, 0), 24, "reserved"},
    {ipv4(192, 168, 0, 0), 16, "private"},
    {ipv4(198, 18, 0, 0), 15, "benchmarking"},
    {ipv4(198, 51, 100, 0), 24, "documentation"},
    {ipv4(203, 0, 113, 0), 24, "documentation"},
    {ipv4(224, 0, 0, 0), 4, "multicast"},
    {ipv4(240, 0, 0, 0), 4, "reserved"},
};

constexpr ipv6_block ipv6_blocks[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0}, 128, "this-network"},
    {{0, 0, 0, 0, 0, 0, 0, 1}, 128, "loopback"},
    {{0x64, 0xff9b, 1}, 48, "private"}, // local-use NAT64
    {{0x100}, 64, "discard-only"},
    {{0x2001}, 23, "protocol"}, // after Teredo, which is looked into
    {{0x2001, 0xdb8}, 32, "documentation"},
    {{0x3fff}, 20, "documentation"},
    {{0xfc00}, 7, "private"},
    {{0xfe80}, 10, "link-local"},
    {{0xfec0}, 10, "site-local"},
    {{0xff00}, 8, "multicast"},
};

constexpr ipv6_block global_unicast{{0x2000}, 3, {}};

bool within(std::uint32_t address, const ipv4_block& block)
{
    return (address ^ block.address) >> (32U - block.prefix_bits) == 0;
}

std::uint16_t group(const ipv6_bytes& address, std::size_t index)
{
    return static_cast<std::uint16_t>(address[2 * index] << 8U | address[2 * index + 1]);
}

bool within(const ipv6_bytes& address, const ipv6_block& block)
{
    unsigned bits = block.prefix_bits;
    for (std::size_t i = 0; i < 8 && bits > 0; ++i)
    {
        const unsigned taken = bits < 16 ? bits : 16;
        const auto difference = static_cast<unsigned>(group(address, i) ^ block.groups[i]);
        if (difference >> (16U - taken) != 0) return false;
        bits -= taken;
    }
    return true;
}

std::string_view non_public_ipv4_reason(std::uint32_t address)
{
    for (const auto& block : ipv4_blocks)
        if (within(address, block)) return block.reason;
    return {};
}

std::uint32_t ipv4_at(const ipv6_bytes& address, std::size_t first_group)
{
    return static_cast<std::uint32_t>(group(address, first_group)) << 16U | group(address, first_group + 1);
}

// The IPv4 address that a transition mechanism would really send to.
std::optional<std::uint32_t> ipv4_inside(const ipv6_bytes& address)
{
    constexpr ipv6_block compatible{{}, 96, {}};
    constexpr ipv6_block mapped{{0, 0, 0, 0, 0, 0xffff}, 96, {}};
    constexpr ipv6_block translated{{0, 0, 0, 0, 0xffff}, 96, {}}; // RFC 2765
    constexpr ipv6_block nat64{{0x64, 0xff9b}, 96, {}};
    constexpr ipv6_block six_to_four{{0x2002}, 16, {}};
    constexpr ipv6_block teredo{{0x2001, 0}, 32, {}};

    for (const auto& block : {compatible, mapped, translated, nat64})
        if (within(address, block)) return ipv4_at(address, 6);
    if (within(address, six_to_four)) return ipv4_at(address, 1);
    if (within(address, teredo)) return ~ipv4_at(address, 6);
    return std::nullopt;
}

// RFC 5214: any prefix may carry an ISATAP interface identifier, 0:5efe or 200:5efe and the IPv4 address.
bool is_isatap(const ipv6_bytes& address) { return (group(address, 4) & 0xfdffU) == 0 && group(address, 5) == 0x5efe; }

std::string_view non_public_ipv6_reason(const ipv6_bytes& address)
{
    // :: and ::1 would otherwise count as IPv4-compatible.
    if (within(address, ipv6_blocks[0])) return ipv6_blocks[0].reason;
    if (within(address, ipv6_blocks[1])) return ipv6_blocks[1].reason;

    if (const auto inside = ipv4_inside(address)) return non_public_ipv4_reason(*inside);
    for (const auto& block : ipv6_blocks)
        if (within(address, block)) return block.reason;
    if (!within(address, global_unicast)) return "reserved";
    if (is_isatap(address)) return non_public_ipv4_reason(ipv4_at(address, 6));
    return {};
}

ipv6_bytes as_ipv6(const asio::ip::address& address)
{
    if (address.is_v6()) return address.to_v6().to_bytes();
    ipv6_bytes mapped{};
    mapped[10] = mapped[11] = 0xff;
    const auto ipv4_bytes = address.to_v4().to_bytes();
    for (std::size_t i = 0; i < ipv4_bytes.size(); ++i) mapped[12 + i] = ipv4_bytes[i];
    return mapped;
}

} // namespace

std::string_view non_public_reason(const asio::ip::address& address) noexcept
{
    if (address.is_v4()) return non_public_ipv4_reason(address.to_v4().to_uint());
    return non_public_ipv6_reason(address.to_v6().to_bytes());
}

bool may_connect(const allow_list& allow, std::string_view host, std::uint16_t port,
                 const asio::ip::address& address) noexcept
{
    return non_public_reason(address).empty() || allow.names(host, port) || allow.holds(as_ipv6(address));
}

bool may_speak_plain_http(const allow_list& allow, std::string_view host, std::uint16_t port) noexcept
{
    if (allow.names(host, port)) return true;
    boost::system::error_code not_an_address;
    const auto address = asio::ip::make_address(host, not_an_address);
    return !not_an_address && allow.holds(as_ipv6(address));
}

} // namespace multipost
