// SPDX-License-Identifier: BSL-1.0
#include "api/iso8601_duration.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace webapp {

namespace {

struct unit
{
    char letter;
    std::int64_t seconds;
    bool is_of_time; ///< stands behind the T
};

// In the order in which they are written.
constexpr std::array<unit, 4> units{{{'D', 86'400, false}, {'H', 3'600, true}, {'M', 60, true}, {'S', 1, true}}};

constexpr std::size_t max_digits = 5;

/// Takes a number and its letter from the front. Nothing: they are not of this unit.
std::optional<std::int64_t> take(std::string_view& text, const unit& of) noexcept
{
    const auto digits = text.find_first_not_of("0123456789");
    if (digits == std::string_view::npos || digits == 0 || digits > max_digits || text[digits] != of.letter)
        return std::nullopt;
    std::int64_t count = 0;
    std::from_chars(text.data(), text.data() + digits, count);
    text.remove_prefix(digits + 1);
    return count * of.seconds;
}

} // namespace

std::optional<std::chrono::seconds> parse_iso8601_duration(std::string_view text) noexcept
{
    if (!text.starts_with('P') || text.size() == 1) return std::nullopt;
    text.remove_prefix(1);
    std::int64_t total = 0;
    bool in_time = false;
    for (const auto& u : units)
    {
        if (u.is_of_time && !in_time)
        {
            if (text.empty()) break;
            if (!text.starts_with('T') || text.size() == 1) return std::nullopt;
            text.remove_prefix(1);
            in_time = true;
        }
        total += take(text, u).value_or(0);
    }
    if (!text.empty()) return std::nullopt;
    return std::chrono::seconds(total);
}

std::string iso8601(std::chrono::seconds duration)
{
    auto left = duration.count();
    if (left == 0) return "PT0S";
    std::string out = "P";
    for (const auto& u : units)
    {
        const auto count = left / u.seconds;
        left %= u.seconds;
        if (count == 0) continue;
        if (u.is_of_time && out.find('T') == std::string::npos) out += 'T';
        out += std::to_string(count) + u.letter;
    }
    return out;
}

} // namespace webapp
