// SPDX-License-Identifier: BSL-1.0
#include "outbox/settings_codec.hpp"

#include <sodium.h>

#include <cstdint>
#include <string>
#include <utility>

namespace multipost {

namespace {

constexpr std::size_t length_bytes = 4;

void append(std::string& out, std::string_view text)
{
    for (unsigned shift = 0; shift != 8 * length_bytes; shift += 8)
        out += static_cast<char>(static_cast<std::uint32_t>(text.size()) >> shift);
    out += text;
}

/// Takes one text off the front.
std::optional<std::string_view> take(std::string_view& rest)
{
    if (rest.size() < length_bytes) return std::nullopt;
    std::size_t length = 0;
    for (unsigned i = 0; i != length_bytes; ++i)
        length |= static_cast<std::size_t>(static_cast<unsigned char>(rest[i])) << (8 * i);
    rest.remove_prefix(length_bytes);
    if (rest.size() < length) return std::nullopt;
    const auto text = rest.substr(0, length);
    rest.remove_prefix(length);
    return text;
}

} // namespace

secret_string encode_settings(const channel_settings& settings)
{
    std::size_t size = 0;
    for (const auto& [name, value] : settings) size += 2 * length_bytes + name.size() + value.reveal().size();
    std::string out;
    out.reserve(size); // growing would leave copies behind
    for (const auto& [name, value] : settings)
    {
        append(out, name);
        append(out, value.reveal());
    }
    secret_string encoded(out);
    sodium_memzero(out.data(), out.size());
    return encoded;
}

std::optional<channel_settings> decode_settings(std::string_view bytes)
{
    channel_settings settings;
    while (!bytes.empty())
    {
        const auto name = take(bytes);
        const auto value = name ? take(bytes) : std::nullopt;
        if (!value) return std::nullopt;
        settings.insert_or_assign(std::string(*name), secret_string(*value));
    }
    return settings;
}

} // namespace multipost
