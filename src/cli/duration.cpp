// SPDX-License-Identifier: BSL-1.0
#include "cli/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace multipost::cli {

namespace {

struct unit
{
    char letter;
    char iso8601_letter;
    std::int64_t seconds;
};

// In the order in which they are written.
constexpr std::array<unit, 4> units{{{'d', 'D', 86'400}, {'h', 'H', 3'600}, {'m', 'M', 60}, {'s', 'S', 1}}};

constexpr std::size_t max_digits = 9;
constexpr std::chrono::days longest{10'000};

// Takes a number and this unit's letter from the front; nothing: something else stands there.
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

std::optional<std::chrono::seconds> parse_duration(std::string_view text) noexcept
{
    std::chrono::seconds total{0};
    for (const auto& u : units) total += std::chrono::seconds(take(text, u).value_or(0));
    if (!text.empty() || total == total.zero() || total > longest) return std::nullopt;
    return total;
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
        if (u.letter != 'd' && out.find('T') == std::string::npos) out += 'T';
        out += std::to_string(count) + u.iso8601_letter;
    }
    return out;
}

std::optional<std::chrono::seconds> read_iso8601(std::string_view text)
{
    if (text == "PT0S") return std::chrono::seconds(0);
    if (!text.starts_with('P')) return std::nullopt;
    std::string as_people_write;
    for (const char c : text.substr(1))
    {
        const auto* u =
            std::find_if(units.begin(), units.end(), [c](const unit& of) { return of.iso8601_letter == c; });
        if (c != 'T') as_people_write += u == units.end() ? c : u->letter;
    }
    return parse_duration(as_people_write);
}

} // namespace multipost::cli
