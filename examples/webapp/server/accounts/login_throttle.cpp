// SPDX-License-Identifier: BSL-1.0
#include "accounts/login_throttle.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace webapp {

namespace {

constexpr std::uint64_t all = 0;

} // namespace

login_throttle::login_throttle(const throttle_settings& s, const std::array<unsigned char, 16>& secret)
    : secret_(secret),
      accounts_(s.account),
      devices_(s.device),
      addresses_(s.address),
      networks_(s.network),
      everybody_(s.everybody),
      registrations_(s.registration),
      longest_delay_(s.longest_delay),
      max_line_(s.line),
      max_line_of_network_(s.line_of_network)
{
    static_assert(crypto_shorthash_KEYBYTES == 16);
}

login_throttle::admission login_throttle::admit(const login& l, time now)
{
    if (!l.device.empty())
    {
        const auto device = key(l.device);
        const auto wait = devices_.wait(device, now);
        if (wait == duration(0)) devices_.count(device, now);
        return {wait};
    }
    const auto account = key(l.account);
    const auto client = key(l.client);
    const auto network = network_key(l.client);
    const auto wait =
        std::max({accounts_.wait(account, now), addresses_.wait(client, now), networks_.wait(network, now)});
    if (wait != duration(0)) return {wait};

    admission a;
    const auto of_all = everybody_.wait(all, now);
    if (of_all != duration(0)) a = enter_line(network, std::min(of_all, longest_delay_));
    if (a.refused_for != duration(0)) return a;
    accounts_.count(account, now);
    addresses_.count(client, now);
    networks_.count(network, now);
    // A debt that is longer than the delay would slow everybody down when the attack has long ended.
    a.is_counted_for_all = of_all < longest_delay_;
    if (a.is_counted_for_all) everybody_.count(all, now);
    return a;
}

login_throttle::admission login_throttle::enter_line(std::uint64_t network, duration delay)
{
    const auto mine = in_line_of_.find(network);
    const bool has_room = mine == in_line_of_.end() || mine->second < max_line_of_network_;
    if (in_line_ == max_line_ || !has_room) return {longest_delay_};
    ++in_line_;
    ++in_line_of_[network];
    return {duration(0), delay};
}

void login_throttle::leaves_line(const boost::asio::ip::address& client)
{
    const auto mine = in_line_of_.find(network_key(client));
    if (mine == in_line_of_.end()) return;
    --in_line_;
    if (--mine->second == 0) in_line_of_.erase(mine);
}

void login_throttle::succeeded(const login& l)
{
    // A login from a known browser says nothing of those who fail elsewhere: their count stays.
    if (!l.device.empty()) return devices_.forget(key(l.device));
    accounts_.forget(key(l.account));
    addresses_.take_back(key(l.client));
    networks_.take_back(network_key(l.client));
    if (l.is_counted_for_all) everybody_.take_back(all);
}

void login_throttle::withdrawn(const login& l)
{
    if (!l.device.empty()) return devices_.take_back(key(l.device));
    accounts_.take_back(key(l.account));
    addresses_.take_back(key(l.client));
    networks_.take_back(network_key(l.client));
    if (l.is_counted_for_all) everybody_.take_back(all);
}

login_throttle::duration login_throttle::admit_registration(const boost::asio::ip::address& client, time now)
{
    const auto who = key(client);
    const auto wait = registrations_.wait(who, now);
    if (wait == duration(0)) registrations_.count(who, now);
    return wait;
}

void login_throttle::registration_withdrawn(const boost::asio::ip::address& client)
{
    registrations_.take_back(key(client));
}

std::uint64_t login_throttle::key(std::string_view text) const
{
    std::uint64_t hash = 0;
    static_assert(crypto_shorthash_BYTES == sizeof hash);
    crypto_shorthash(reinterpret_cast<unsigned char*>(&hash), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), secret_.data());
    return hash;
}

std::uint64_t login_throttle::key(const boost::asio::ip::address& client) const
{
    constexpr std::size_t of_v4 = 4;
    constexpr std::size_t of_v6 = 8; // a /64
    return key_of_first(client, of_v4, of_v6);
}

std::uint64_t login_throttle::network_key(const boost::asio::ip::address& client) const
{
    constexpr std::size_t of_v4 = 3; // a /24
    constexpr std::size_t of_v6 = 6; // a /48
    return key_of_first(client, of_v4, of_v6);
}

std::uint64_t login_throttle::key_of_first(const boost::asio::ip::address& client, std::size_t v4_bytes,
                                           std::size_t v6_bytes) const
{
    const auto of_bytes = [this](const auto& bytes, std::size_t count) {
        return key(std::string_view(reinterpret_cast<const char*>(bytes.data()), count));
    };
    if (client.is_v4()) return of_bytes(client.to_v4().to_bytes(), v4_bytes);
    const auto v6 = client.to_v6();
    if (v6.is_v4_mapped()) return of_bytes(make_address_v4(boost::asio::ip::v4_mapped, v6).to_bytes(), v4_bytes);
    return of_bytes(v6.to_bytes(), v6_bytes);
}

} // namespace webapp
