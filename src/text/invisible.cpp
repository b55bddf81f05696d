// SPDX-License-Identifier: BSL-1.0
#include "text/invisible.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace multipost {

namespace {

using code_point = utf8proc_int32_t;

constexpr code_point nothing = -1;

struct range
{
    code_point first;
    code_point last;
};

bool is_in(code_point c, range r) noexcept { return r.first <= c && c <= r.last; }

bool is_joiner(code_point c) noexcept { return is_in(c, {0x200C, 0x200D}); }
bool is_selector(code_point c) noexcept { return is_in(c, {0xFE00, 0xFE0F}) || is_in(c, {0x180B, 0x180D}); }
bool is_han_selector(code_point c) noexcept { return is_in(c, {0xE0100, 0xE01EF}); }
bool is_tag(code_point c) noexcept { return is_in(c, {0xE0020, 0xE007F}); }

bool is_han(code_point c) noexcept
{
    return is_in(c, {0x3400, 0x9FFF}) || is_in(c, {0xF900, 0xFAFF}) || is_in(c, {0x20000, 0x3FFFF});
}

/// Shows nothing, whatever stands around it.
bool is_always_invisible(code_point c) noexcept
{
    static constexpr range all[] = {{0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C},   {0x115F, 0x1160},
                                    {0x17B4, 0x17B5},   {0x180E, 0x180E},   {0x200B, 0x200B},   {0x200E, 0x200F},
                                    {0x202A, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},   {0xFEFF, 0xFEFF},
                                    {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
                                    {0xE0000, 0xE001F}, {0xE0080, 0xE00FF}, {0xE01F0, 0xE0FFF}};
    return std::any_of(std::begin(all), std::end(all), [c](range r) { return is_in(c, r); });
}

/// Scripts that need joiners, and emoji; not what is between them in Unicode: more of Europe's letters, and punctuation.
bool can_be_joined(code_point c) noexcept
{
    return c >= 0x0600 && !is_in(c, {0x1D00, 0x206F}) && !is_always_invisible(c);
}

/// What is to be known of the characters before the one that is looked at.
class reading
{
public:
    /// Whether a character, or the joiner before it, is not seen.
    bool hides(code_point c) noexcept
    {
        const bool hidden = hides_here(c);
        in_flag_ = c == black_flag || (in_flag_ && is_tag(c));
        joiner_waits_ = is_joiner(c);
        previous_ = c;
        return hidden;
    }

    /// Whether the last character is a joiner of nothing.
    [[nodiscard]] bool joiner_waits() const noexcept { return joiner_waits_; }

private:
    static constexpr code_point black_flag = 0x1F3F4; // the base of those that have tags: UTS #51 section 2.6

    bool hides_here(code_point c) const noexcept
    {
        if (joiner_waits_ && (is_joiner(c) || is_selector(c) || !can_be_joined(c))) return true;
        if (is_joiner(c)) return !can_be_joined(previous_);
        if (is_selector(c)) return previous_ <= ' ' || is_selector(previous_) || is_always_invisible(previous_);
        if (is_han_selector(c)) return !is_han(previous_);
        if (is_tag(c)) return !in_flag_;
        return is_always_invisible(c);
    }

    code_point previous_ = nothing;
    bool joiner_waits_ = false;
    bool in_flag_ = false;
};

} // namespace

bool has_invisible(std::string_view text) noexcept
{
    reading so_far;
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto* const end = at + text.size();
    while (at != end)
    {
        code_point c = nothing;
        const auto read = utf8proc_iterate(at, end - at, &c);
        if (read <= 0) return false;
        if (so_far.hides(c)) return true;
        at += read;
    }
    return so_far.joiner_waits();
}

} // namespace multipost
