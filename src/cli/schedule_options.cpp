// SPDX-License-Identifier: BSL-1.0
#include "cli/schedule_options.hpp"

#include "cli/duration.hpp"
#include "cli/local_time.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/rfc3339.hpp"

namespace multipost::cli {

namespace {

refusal wrong_usage(const std::string& what) { return {exit_code::usage, "usage", what}; }

// "2026-12-24 09:00" is how people write it; ISO 8601 has a T there.
std::string with_letter_t(std::string at)
{
    constexpr auto date = std::string_view("2026-12-24").size();
    if (at.size() > date && at[date] == ' ') at[date] = 'T';
    return at;
}

bool is_instant(const std::string& at)
{
    return plan({at, {}, {}}).has_value(); // a time of day would need a zone
}

// The zone of this machine; empty: it has none that the IANA database knows.
std::string known_local_zone()
{
    auto zone = local_zone();
    return plan({"2026-01-01T00:00:00Z", zone, {}}).has_value() ? zone : std::string();
}

std::string zone_for(const schedule_options& options, const std::string& at)
{
    if (!options.zone.empty()) return options.zone;
    if (is_instant(at)) return {};
    auto zone = known_local_zone();
    if (zone.empty())
        throw wrong_usage("The time zone of this machine has no name that can be found out. Name one: --tz "
                          "Europe/Paris.");
    return zone;
}

schedule checked(schedule s, std::string_view option)
{
    if (const auto planned = plan(s); !planned)
        throw refusal(exit_code::usage, "bad_schedule", std::string(option) + ": " + printable(planned.error().what));
    return s;
}

} // namespace

std::optional<schedule> read_schedule(const schedule_options& options, wall_time now)
{
    if (!options.at.empty() && !options.in.empty()) throw wrong_usage("--at and --in both say when. Give one of them.");
    if (options.at.empty() && !options.zone.empty())
        throw wrong_usage("--tz is the time zone of --at, which is not given. Say when: --at \"2026-12-24 09:00\".");
    schedule s;
    if (!options.late.empty()) s.send_within = read_lateness(options.late);
    if (!options.in.empty())
    {
        s.at = rfc3339(now + read_duration("--in", options.in));
        return checked(std::move(s), "--in");
    }
    if (options.at.empty()) return std::nullopt;
    s.at = with_letter_t(options.at);
    s.zone = zone_for(options, s.at);
    return checked(std::move(s), options.zone.empty() ? "--at" : "--at, --tz");
}

std::chrono::seconds read_duration(std::string_view option, std::string_view text)
{
    if (const auto duration = parse_duration(text)) return *duration;
    throw wrong_usage(std::string(option) + " is \"" + printable(text) +
                      "\"; it should be a time such as 90s, 5m, 2h, 1h30m or 7d.");
}

std::chrono::seconds read_lateness(std::string_view text)
{
    const auto lateness = read_duration("--late", text);
    if (lateness < std::chrono::minutes(1))
        throw wrong_usage("--late is \"" + printable(text) + "\"; it should be a minute at least: 1m.");
    return lateness;
}

wall_time read_since(std::string_view option, const std::string& text, wall_time now)
{
    if (const auto ago = parse_duration(text)) return now - *ago;
    auto at = with_letter_t(text);
    if (at.find('T') == std::string::npos) at += "T00:00";
    auto zone = known_local_zone();
    if (zone.empty()) zone = "UTC";
    if (const auto planned = plan({at, zone, {}})) return planned->instant;
    throw wrong_usage(std::string(option) + " is \"" + printable(text) +
                      "\"; it should be how long ago, such as 7d or 12h, or a date such as 2026-11-20.");
}

} // namespace multipost::cli
