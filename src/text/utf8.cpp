// SPDX-License-Identifier: BSL-1.0
#include "text/utf8.hpp"

#include <utf8proc.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace multipost {

namespace {

const utf8proc_uint8_t* bytes(std::string_view text) noexcept
{
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

error fault_at(std::size_t byte, std::string_view what, std::string_view advice)
{
    return {errc::bad_message,
            "The text " + std::string(what) + " at byte " + std::to_string(byte) + ". " + std::string(advice)};
}

/// How many bytes at the begin are ASCII and not U+0000; eight at a time, because nearly all text is.
std::size_t plain_bytes(std::string_view text) noexcept
{
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::size_t at = 0;
    for (std::uint64_t eight = 0; text.size() - at >= sizeof eight; at += sizeof eight)
    {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        // The borrow of a zero byte reaches its high bit.
        if (((eight | (eight - ones)) & high_bits) != 0) break;
    }
    const auto is_plain = [](char c) { return c != '\0' && static_cast<unsigned char>(c) < 0x80U; };
    while (at != text.size() && is_plain(text[at])) ++at;
    return at;
}

} // namespace

result<void> check_utf8(std::string_view text)
{
    for (auto at = plain_bytes(text); at != text.size(); at += plain_bytes(text.substr(at)))
    {
        utf8proc_int32_t code_point = 0;
        const auto read =
            utf8proc_iterate(bytes(text.substr(at)), static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
        if (read <= 0) return fault_at(at, "is not valid UTF-8", "Save it as UTF-8 and try again.");
        if (code_point == 0) return fault_at(at, "holds U+0000", "Remove that character.");
        at += static_cast<std::size_t>(read);
    }
    return {};
}

} // namespace multipost
