// SPDX-License-Identifier: BSL-1.0
#include "accounts/display_name.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <vector>

namespace webapp {

namespace {

constexpr std::size_t max_code_points = 100;
constexpr std::size_t max_bytes = 1024;

struct character
{
    std::size_t first = 0; ///< half-open range of bytes
    std::size_t last = 0;
    utf8proc_int32_t code_point = 0;
    utf8proc_category_t category = UTF8PROC_CATEGORY_CN;
};

struct free_deleter
{
    void operator()(utf8proc_uint8_t* p) const noexcept { std::free(p); }
};

const utf8proc_uint8_t* bytes_of(std::string_view text)
{
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

std::optional<std::string> composed(std::string_view text)
{
    utf8proc_uint8_t* out = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    const auto size = utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &out, options);
    const std::unique_ptr<utf8proc_uint8_t, free_deleter> owner(out);
    if (size < 0) return std::nullopt;
    return std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
}

std::vector<character> characters_of(std::string_view text)
{
    std::vector<character> out;
    for (std::size_t at = 0; at < text.size();)
    {
        character c;
        c.first = at;
        at += static_cast<std::size_t>(
            utf8proc_iterate(bytes_of(text) + at, static_cast<utf8proc_ssize_t>(text.size() - at), &c.code_point));
        c.last = at;
        c.category = utf8proc_category(c.code_point);
        out.push_back(c);
    }
    return out;
}

bool is_space(const character& c) { return c.category == UTF8PROC_CATEGORY_ZS; }

bool is_refused(const character& c)
{
    const bool turns_direction = // Unicode Annex #9: embeddings, overrides and isolates
        (c.code_point >= 0x202A && c.code_point <= 0x202E) || (c.code_point >= 0x2066 && c.code_point <= 0x2069);
    return turns_direction || c.category == UTF8PROC_CATEGORY_CC || c.category == UTF8PROC_CATEGORY_ZL ||
           c.category == UTF8PROC_CATEGORY_ZP;
}

bool shows(const character& c) { return !is_space(c) && c.category != UTF8PROC_CATEGORY_CF; }

} // namespace

std::optional<std::string> parse_display_name(std::string_view text)
{
    if (text.size() > max_bytes) return std::nullopt;
    const auto name = composed(text);
    if (!name) return std::nullopt;

    const auto all = characters_of(*name);
    const auto first = std::find_if_not(all.begin(), all.end(), is_space);
    const auto last = std::find_if_not(all.rbegin(), std::make_reverse_iterator(first), is_space).base();
    if (static_cast<std::size_t>(last - first) > max_code_points) return std::nullopt;
    if (std::any_of(first, last, is_refused) || std::none_of(first, last, shows)) return std::nullopt;
    return name->substr(first->first, std::prev(last)->last - first->first);
}

} // namespace webapp
