// SPDX-License-Identifier: BSL-1.0
#include "cli/rfc3339.hpp"

#include <cstdio>

namespace multipost::cli {

std::string rfc3339(std::chrono::sys_time<std::chrono::milliseconds> at)
{
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(at - day);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text;
}

std::optional<std::chrono::sys_time<std::chrono::milliseconds>> read_rfc3339(std::string_view text)
{
    constexpr std::size_t length = std::string_view("2026-11-22T09:05:00.250Z").size();
    if (text.size() != length || text.find_first_not_of("0123456789-:.TZ") != std::string_view::npos)
        return std::nullopt;
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
    const std::string copy(text);
    constexpr int numbers = 7;
    if (std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2d:%2d:%2d.%3dZ", &year, &month, &day, &hour, &minute, &second,
                    &millisecond) != numbers)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second) + std::chrono::milliseconds(millisecond);
}

} // namespace multipost::cli
