// SPDX-License-Identifier: BSL-1.0
#include "http/utf8.hpp"

#include <cstddef>

namespace webapp {

namespace {

/// What may follow a first byte: how many bytes, and the range of the first of them.
struct continuation
{
    std::size_t count;
    unsigned char first;
    unsigned char last;
};

constexpr continuation none{4, 0, 0};

constexpr continuation after(unsigned char byte) noexcept
{
    if (byte < 0x80) return {0, 0, 0};
    if (byte < 0xC2) return none; // a continuation byte, or an overlong form
    if (byte < 0xE0) return {1, 0x80, 0xBF};
    if (byte == 0xE0) return {2, 0xA0, 0xBF}; // below: overlong
    if (byte == 0xED) return {2, 0x80, 0x9F}; // above: surrogates
    if (byte < 0xF0) return {2, 0x80, 0xBF};
    if (byte == 0xF0) return {3, 0x90, 0xBF}; // below: overlong
    if (byte < 0xF4) return {3, 0x80, 0xBF};
    if (byte == 0xF4) return {3, 0x80, 0x8F}; // above: beyond U+10FFFF
    return none;
}

} // namespace

bool is_utf8(std::string_view bytes) noexcept
{
    while (!bytes.empty())
    {
        const auto rest = after(static_cast<unsigned char>(bytes.front()));
        if (rest.count == none.count || bytes.size() <= rest.count) return false;
        for (std::size_t i = 1; i <= rest.count; ++i)
        {
            const auto byte = static_cast<unsigned char>(bytes[i]);
            if (i == 1 ? byte < rest.first || byte > rest.last : (byte & 0xC0U) != 0x80U) return false;
        }
        bytes.remove_prefix(rest.count + 1);
    }
    return true;
}

} // namespace webapp
