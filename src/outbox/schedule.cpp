// SPDX-License-Identifier: BSL-1.0
#include <multipost/schedule.hpp>

#include <date/date.h>
#include <date/tz.h>

#include <algorithm>
#include <array>
#include <locale>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace multipost {

namespace {

using civil_time = date::local_time<std::chrono::milliseconds>;
using instant_time = date::sys_time<std::chrono::milliseconds>; // the same type as wall_time

constexpr int first_year = 1970;
constexpr int last_year = 9999;
constexpr int last_year_of_rules = 2037; // what date reads of the tz database ends there

error not_understood(const std::string& at)
{
    return {errc::bad_schedule,
            "\"" + at + "\" is no time. Write a date and a time of day, for example 2026-12-24T09:00."};
}

error unknown_zone(const std::string& zone)
{
    if (zone.empty())
        return {errc::bad_schedule, "A time of day needs a time zone. Name one, for example Europe/Paris."};
    return {errc::bad_schedule,
            "There is no time zone \"" + zone + "\". Name one of the IANA database, for example Europe/Paris."};
}

/// Whether a text is written like a picture in which 0 stands for any digit and + for a sign.
bool is_like(std::string_view text, std::string_view picture)
{
    return std::equal(text.begin(), text.end(), picture.begin(), picture.end(), [](char c, char p) {
        if (p == '0') return c >= '0' && c <= '9';
        if (p == '+') return c == '+' || c == '-';
        return c == p;
    });
}

/// RFC 3339 section 5.6, time-numoffset. date::parse takes any two digits.
bool has_wrong_offset(std::string_view text)
{
    constexpr std::string_view shape = "+00:00";
    if (text.size() < shape.size()) return false;
    const auto offset = text.substr(text.size() - shape.size());
    return is_like(offset, shape) && (offset.substr(1, 2) > "23" || offset.substr(4) > "59");
}

struct notation
{
    std::string_view picture;
    const char* format; ///< of date::parse, which reads more than it should
};

constexpr std::array<notation, 2> civil_notations{{
    {"0000-00-00T00:00", "%Y-%m-%dT%H:%M"},
    {"0000-00-00T00:00:00", "%Y-%m-%dT%H:%M:%S"},
}};

constexpr std::array<notation, 4> instant_notations{{
    {"0000-00-00T00:00Z", "%Y-%m-%dT%H:%MZ"},
    {"0000-00-00T00:00:00Z", "%Y-%m-%dT%H:%M:%SZ"},
    {"0000-00-00T00:00+00:00", "%Y-%m-%dT%H:%M%Ez"},
    {"0000-00-00T00:00:00+00:00", "%Y-%m-%dT%H:%M:%S%Ez"},
}};

template <class TimePoint>
std::optional<TimePoint> read(const std::string& text, std::span<const notation> notations)
{
    for (const auto& n : notations)
    {
        if (!is_like(text, n.picture) || has_wrong_offset(text)) continue;
        std::istringstream in(text);
        in.imbue(std::locale::classic());
        TimePoint out;
        if (in >> date::parse(n.format, out)) return out;
    }
    return std::nullopt;
}

/// Takes the fraction of the second out of an instant; what is finer than a millisecond is cut off.
std::chrono::milliseconds take_fraction(std::string& instant)
{
    constexpr auto point = std::string_view("0000-00-00T00:00:00").size();
    constexpr std::size_t most_digits = 9;
    if (instant.size() <= point || instant[point] != '.') return {};
    const auto end = std::min(instant.find_first_not_of("0123456789", point + 1), instant.size());
    auto digits = instant.substr(point + 1, end - point - 1);
    if (digits.empty() || digits.size() > most_digits) return {};
    instant.erase(point, end - point);
    digits.resize(3, '0');
    return std::chrono::milliseconds(std::stoi(digits));
}

std::optional<instant_time> read_instant(std::string text)
{
    const auto fraction = take_fraction(text);
    const auto seconds = read<instant_time>(text, instant_notations);
    if (!seconds) return std::nullopt;
    return *seconds + fraction;
}

template <class TimePoint>
int year_of(TimePoint t)
{
    return int(date::year_month_day(date::floor<date::days>(t)).year());
}

template <class TimePoint>
bool is_in_range(TimePoint t)
{
    return year_of(t) >= first_year && year_of(t) <= last_year;
}

error rules_unknown()
{
    return {errc::bad_schedule, "The rules of time zones are known until " + std::to_string(last_year_of_rules) + "."};
}

/// nullptr: there is none of that name.
const date::time_zone* zone_of(const std::string& name)
{
    try
    {
        // "localtime" is a file beside the zones, and no name of one.
        return name.empty() || name == "localtime" ? nullptr : date::locate_zone(name);
    }
    catch (const std::runtime_error&)
    {
        return nullptr;
    }
}

std::string rfc3339(civil_time t, std::chrono::seconds offset)
{
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << date::format("%FT%T", date::floor<std::chrono::seconds>(t));
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(offset < offset.zero() ? -offset : offset);
    out << (offset < offset.zero() ? '-' : '+') << date::format("%H:%M", minutes);
    return std::move(out).str();
}

planned_time shown_in_utc(wall_time instant)
{
    planned_time out;
    out.instant = instant;
    out.local = rfc3339(civil_time(instant.time_since_epoch()), std::chrono::seconds(0));
    out.abbreviation = "UTC";
    return out;
}

planned_time shown_in(const date::time_zone& zone, wall_time instant)
{
    const auto info = zone.get_info(instant);
    planned_time out;
    out.instant = instant;
    out.local = rfc3339(zone.to_local(instant), info.offset);
    out.abbreviation = info.abbrev;
    return out;
}

planned_time civil_plan(civil_time t, const date::time_zone& zone)
{
    const auto info = zone.get_info(t);
    const auto at = [&](const date::sys_info& by) { return wall_time(t.time_since_epoch() - by.offset); };
    switch (info.result)
    {
    case date::local_info::nonexistent:
    {
        // The clocks go from the end of one period to the beginning of the next, which are the same instant.
        auto out = shown_in(zone, wall_time(info.second.begin.time_since_epoch()));
        out.met = clock_change::skipped;
        return out;
    }
    case date::local_info::ambiguous:
    {
        auto out = shown_in(zone, at(info.first));
        out.met = clock_change::repeated;
        out.second = at(info.second);
        return out;
    }
    default: return shown_in(zone, at(info.first));
    }
}

} // namespace

std::string_view to_string(clock_change c) noexcept
{
    switch (c)
    {
    case clock_change::none: return "none";
    case clock_change::skipped: return "skipped";
    case clock_change::repeated: return "repeated";
    }
    return "none";
}

result<planned_time> plan(const schedule& s)
{
    if (s.send_within && *s.send_within < std::chrono::minutes(1))
        return error{errc::bad_schedule, "How late it may be sent is a minute at least."};
    const auto* const zone = zone_of(s.zone);
    if (!zone && !s.zone.empty()) return unknown_zone(s.zone);
    if (const auto instant = read_instant(s.at))
    {
        if (!is_in_range(*instant)) return not_understood(s.at);
        if (zone && year_of(*instant) > last_year_of_rules) return rules_unknown();
        return zone ? shown_in(*zone, *instant) : shown_in_utc(*instant);
    }
    const auto civil = read<civil_time>(s.at, civil_notations);
    if (!civil || !is_in_range(*civil)) return not_understood(s.at);
    if (!zone) return unknown_zone(s.zone);
    if (year_of(*civil) > last_year_of_rules) return rules_unknown();
    auto planned = civil_plan(*civil, *zone);
    if (!is_in_range(planned.instant)) return not_understood(s.at);
    return planned;
}

} // namespace multipost
