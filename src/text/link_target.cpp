// SPDX-License-Identifier: BSL-1.0
#include "text/link_target.hpp"

#include <algorithm>

namespace multipost {

namespace {

/// Longer URLs are refused by servers; and one reference definition may stand behind thousands of links.
constexpr std::size_t max_bytes = 4096;

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool goes_beyond(std::string_view url, std::string_view prefix) noexcept
{
    return url.size() > prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), url.begin(), [](char a, char b) { return a == lower(b); });
}

bool allowed_in_url(char c) noexcept
{
    constexpr std::string_view never = "\"<>\\^`{|}";
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7F && never.find(c) == std::string_view::npos;
}

} // namespace

std::string link_target(std::string_view url)
{
    const bool kept = goes_beyond(url, "https://") || goes_beyond(url, "http://") || goes_beyond(url, "mailto:");
    if (!kept || url.size() > max_bytes) return {};

    constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : url)
    {
        if (allowed_in_url(c))
        {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex[byte >> 4U];
        out += hex[byte & 0xFU];
    }
    return out;
}

} // namespace multipost
