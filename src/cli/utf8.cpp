// SPDX-License-Identifier: BSL-1.0
#include "cli/utf8.hpp"

#include <algorithm>

namespace multipost::cli {

character first_character(std::string_view text) noexcept
{
    if (text.empty()) return {};
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1};

    const std::size_t bytes = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (bytes == 0 || bytes > text.size()) return {};
    char32_t code_point = lead & (0x7FU >> bytes);
    for (const char c : text.substr(1, bytes - 1))
    {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80) return {};
        code_point = code_point << 6U | (byte & 0x3FU);
    }
    constexpr char32_t least[] = {0x80, 0x800, 0x10000};
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point < least[bytes - 2] || surrogate || code_point > 0x10FFFF) return {};
    return {code_point, bytes};
}

std::string as_utf8(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty())
    {
        const auto bytes = first_character(text).bytes;
        out += bytes == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, bytes);
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return out;
}

} // namespace multipost::cli
