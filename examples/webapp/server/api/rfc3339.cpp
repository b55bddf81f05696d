// SPDX-License-Identifier: BSL-1.0
#include "api/rfc3339.hpp"

#include <chrono>
#include <cstddef>

namespace webapp {

namespace {

using std::chrono::milliseconds;

void append_digits(std::string& to, long long value, int width)
{
    const auto digits = std::to_string(value);
    for (auto missing = width - static_cast<int>(digits.size()); missing > 0; --missing) to += '0';
    to += digits;
}

/// Takes a text apart from its front; once something does not fit, nothing fits any more.
class scanner
{
public:
    explicit scanner(std::string_view text) noexcept : rest_(text) {}

    [[nodiscard]] int digits(std::size_t count) noexcept
    {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) value = value * 10 + digit();
        return value;
    }

    /// The next character, which must be one of these.
    char one_of(std::string_view allowed) noexcept
    {
        if (rest_.empty() || allowed.find(rest_.front()) == std::string_view::npos) return fail();
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    /// The digits after a point, as milliseconds.
    [[nodiscard]] milliseconds fraction() noexcept
    {
        int value = 0;
        int weight = 100;
        do {
            value += digit() * weight;
            weight /= 10;
        }
        while (next_is_digit());
        return milliseconds(value);
    }

    [[nodiscard]] bool next_is(char c) const noexcept { return !rest_.empty() && rest_.front() == c; }
    [[nodiscard]] bool fits_to_the_end() const noexcept { return fits_ && rest_.empty(); }

private:
    [[nodiscard]] bool next_is_digit() const noexcept
    {
        return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
    }
    int digit() noexcept
    {
        if (!next_is_digit()) return fail();
        const int value = rest_.front() - '0';
        rest_.remove_prefix(1);
        return value;
    }
    char fail() noexcept
    {
        fits_ = false;
        rest_ = {};
        return 0;
    }

    std::string_view rest_;
    bool fits_ = true;
};

} // namespace

std::string rfc3339(multipost::wall_time at)
{
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(at - day);
    std::string text;
    append_digits(text, static_cast<int>(date.year()), 4);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.day()), 2);
    text += 'T';
    append_digits(text, time.hours().count(), 2);
    text += ':';
    append_digits(text, time.minutes().count(), 2);
    text += ':';
    append_digits(text, time.seconds().count(), 2);
    text += '.';
    append_digits(text, time.subseconds().count(), 3);
    text += 'Z';
    return text;
}

std::optional<multipost::wall_time> parse_rfc3339(std::string_view text) noexcept
{
    scanner in(text);
    const std::chrono::year year(in.digits(4));
    in.one_of("-");
    const std::chrono::month month(static_cast<unsigned>(in.digits(2)));
    in.one_of("-");
    const std::chrono::day day(static_cast<unsigned>(in.digits(2)));
    in.one_of("Tt");
    const int hour = in.digits(2);
    in.one_of(":");
    const int minute = in.digits(2);
    in.one_of(":");
    const int second = in.digits(2);
    milliseconds fraction(0);
    if (in.next_is('.'))
    {
        in.one_of(".");
        fraction = in.fraction();
    }
    const char sign = in.one_of("Zz+-");
    int offset_hours = 0;
    int offset_minutes = 0;
    if (sign == '+' || sign == '-')
    {
        offset_hours = in.digits(2);
        in.one_of(":");
        offset_minutes = in.digits(2);
    }
    const std::chrono::year_month_day date(year, month, day);
    if (!in.fits_to_the_end() || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    if (offset_hours > 23 || offset_minutes > 59) return std::nullopt;

    const std::chrono::minutes offset(offset_hours * 60 + offset_minutes);
    const auto local = std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
                       std::chrono::seconds(second) + fraction;
    return sign == '-' ? local + offset : local - offset;
}

} // namespace webapp
