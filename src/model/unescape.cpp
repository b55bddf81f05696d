// SPDX-License-Identifier: BSL-1.0
#include "model/unescape.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

namespace multipost {

namespace {

/// What an escape stands for, and how many bytes it takes.
struct escape
{
    std::string meaning;
    std::size_t length;
};

std::optional<std::uint32_t> hex(std::string_view text, std::size_t digits) noexcept
{
    if (text.size() < digits) return std::nullopt;
    std::uint32_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + digits, value, 16);
    if (failed != std::errc() || end != text.data() + digits) return std::nullopt;
    return value;
}

std::optional<escape> percent_escape(std::string_view text)
{
    if (text.front() != '%') return std::nullopt;
    const auto byte = hex(text.substr(1), 2);
    if (!byte) return std::nullopt;
    return escape{std::string(1, static_cast<char>(*byte)), 3};
}

std::optional<escape> form_escape(std::string_view text)
{
    if (text.front() == '+') return escape{" ", 1};
    return percent_escape(text);
}

std::string utf8(std::uint32_t code_point)
{
    const auto continuation = [code_point](unsigned shift) {
        return static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
    };
    if (code_point < 0x80) return {static_cast<char>(code_point)};
    if (code_point < 0x800) return {static_cast<char>(0xC0U | (code_point >> 6U)), continuation(0)};
    if (code_point < 0x10000) return {static_cast<char>(0xE0U | (code_point >> 12U)), continuation(6), continuation(0)};
    return {static_cast<char>(0xF0U | (code_point >> 18U)), continuation(12), continuation(6), continuation(0)};
}

bool is_low_surrogate(std::uint32_t unit) noexcept { return unit >= 0xDC00 && unit < 0xE000; }

std::optional<std::uint32_t> utf16_unit(std::string_view text) noexcept
{
    if (text.substr(0, 2) != "\\u") return std::nullopt;
    return hex(text.substr(2), 4);
}

std::optional<escape> unicode_escape(std::string_view text)
{
    const auto unit = utf16_unit(text);
    if (!unit || is_low_surrogate(*unit)) return std::nullopt;
    if (*unit < 0xD800 || *unit >= 0xE000) return escape{utf8(*unit), 6};
    const auto low = utf16_unit(text.substr(6));
    if (!low || !is_low_surrogate(*low)) return std::nullopt;
    return escape{utf8(0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00)), 12};
}

std::optional<escape> json_escape(std::string_view text)
{
    if (text.size() < 2 || text.front() != '\\') return std::nullopt;
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const auto letter = letters.find(text[1]);
    if (letter == std::string_view::npos) return unicode_escape(text);
    return escape{std::string(1, meanings[letter]), 2};
}

} // namespace

template <class Decode>
traced_text traced_text::decoded(Decode decode) const
{
    traced_text out;
    out.text_.reserve(text_.size());
    out.origins_.reserve(text_.size() + 1);
    const std::string_view text = text_;
    for (std::size_t at = 0; at != text.size();)
    {
        const auto found = decode(text.substr(at));
        const auto length = found ? found->length : 1;
        out.text_ += found ? std::string_view(found->meaning) : text.substr(at, 1);
        out.origins_.resize(out.text_.size(), origin(at));
        at += length;
    }
    out.origins_.push_back(origin(text.size()));
    return out;
}

traced_text traced_text::percent_decoded() const { return decoded(percent_escape); }

traced_text traced_text::form_decoded() const { return decoded(form_escape); }

traced_text traced_text::json_unescaped() const { return decoded(json_escape); }

} // namespace multipost
