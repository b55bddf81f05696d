// SPDX-License-Identifier: BSL-1.0
#include "outbox/request_hash.hpp"

#include <sodium.h>

#include <cstdint>
#include <string_view>

namespace multipost {

namespace {

void add(crypto_generichash_state& state, std::string_view part)
{
    unsigned char length[8];
    for (unsigned i = 0; i != sizeof length; ++i)
        length[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(part.size()) >> (8 * i));
    crypto_generichash_update(&state, length, sizeof length);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
}

} // namespace

std::string request_hash(const new_post& p)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
    for (const std::string_view part : {p.text, p.title, p.link}) add(state, part);
    for (const auto& channel : p.channels) add(state, channel);
    if (p.when)
    {
        const auto within = p.when->send_within ? std::to_string(p.when->send_within->count()) : std::string();
        for (const std::string_view part : {"when", p.when->at.c_str(), p.when->zone.c_str(), within.c_str()})
            add(state, part);
    }
    std::string hash(crypto_generichash_BYTES, '\0');
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(hash.data()), hash.size());
    return hash;
}

} // namespace multipost
