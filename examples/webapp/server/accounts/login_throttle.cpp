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
      everybody_(s.everybody),
      registrations_(s.registration)
{
    static_assert(crypto_shorthash_KEYBYTES == 16);
}

login_throttle::duration login_throttle::admit(const login& l, time now)
{
    if (!l.device.empty())
    {
        const auto device = key(l.device);
        const auto wait = devices_.wait(device, now);
        if (wait == duration(0)) devices_.count(device, now);
        return wait;
    }
    const auto account = key(l.account);
    const auto client = key(l.client);
    const auto wait = std::max({accounts_.wait(account, now), addresses_.wait(client, now), everybody_.wait(all, now)});
    if (wait != duration(0)) return wait;
    accounts_.count(account, now);
    addresses_.count(client, now);
    everybody_.count(all, now);
    return wait;
}

void login_throttle::succeeded(const login& l)
{
    // A login from a known browser says nothing of those who fail elsewhere: their count stays.
    if (!l.device.empty()) return devices_.forget(key(l.device));
    accounts_.forget(key(l.account));
    addresses_.take_back(key(l.client));
    everybody_.take_back(all);
}

void login_throttle::withdrawn(const login& l)
{
    if (!l.device.empty()) return devices_.take_back(key(l.device));
    accounts_.take_back(key(l.account));
    addresses_.take_back(key(l.client));
    everybody_.take_back(all);
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
    const auto of_bytes = [this](const auto& bytes, std::size_t count) {
        return key(std::string_view(reinterpret_cast<const char*>(bytes.data()), count));
    };
    if (client.is_v4()) return of_bytes(client.to_v4().to_bytes(), 4);
    const auto v6 = client.to_v6();
    if (v6.is_v4_mapped()) return of_bytes(make_address_v4(boost::asio::ip::v4_mapped, v6).to_bytes(), 4);
    return of_bytes(v6.to_bytes(), 8); // a /64
}

} // namespace webapp
