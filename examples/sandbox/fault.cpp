// SPDX-License-Identifier: BSL-1.0
#include "fault.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace sandbox {

namespace {

constexpr std::string_view mark = "fault.";
constexpr double longest_seconds = 3600;

constexpr std::array<std::pair<std::string_view, fault_kind>, 6> plain_names{{
    {"reset-before", fault_kind::reset_before},
    {"reset-after", fault_kind::reset_after},
    {"truncate", fault_kind::truncate},
    {"garbage", fault_kind::garbage},
    {"html", fault_kind::html},
    {"hang", fault_kind::hang},
}};

std::optional<std::chrono::milliseconds> seconds(std::string_view text)
{
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    if (error != std::errc{} || stop != end || !(value >= 0 && value <= longest_seconds)) return std::nullopt;
    return std::chrono::milliseconds{static_cast<std::chrono::milliseconds::rep>(value * 1000)};
}

std::optional<unsigned> status_code(std::string_view text)
{
    unsigned value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || value < 200 || value > 599) return std::nullopt;
    return value;
}

std::optional<fault> with_parameter(std::string_view name)
{
    const auto dash = name.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto kind = name.substr(0, dash);
    const auto rest = name.substr(dash + 1);
    fault f;
    if (kind == "slow" || kind == "rate")
    {
        const auto time = seconds(rest);
        if (!time) return std::nullopt;
        f.kind = kind == "slow" ? fault_kind::slow : fault_kind::rate;
        f.time = *time;
        return f;
    }
    if (kind == "status")
    {
        const auto code = status_code(rest.substr(0, rest.find('-')));
        if (!code) return std::nullopt;
        f.kind = fault_kind::status;
        f.status = *code;
        if (const auto word = rest.find('-'); word != std::string_view::npos) f.word = rest.substr(word + 1);
        return f;
    }
    return std::nullopt;
}

} // namespace

std::optional<fault> fault_in(std::string_view token)
{
    const auto found = token.find(mark);
    if (found == std::string_view::npos) return std::nullopt;
    const auto name = token.substr(found + mark.size());
    fault f;
    for (const auto& [known, kind] : plain_names)
    {
        if (name == known)
        {
            f.kind = kind;
            return f;
        }
    }
    if (auto parsed = with_parameter(name)) return parsed;
    f.word = name;
    return f;
}

std::string_view fault_names() noexcept
{
    return "reset-before, reset-after, truncate, garbage, html, slow-SECONDS, hang, rate-SECONDS, status-CODE-WORD";
}

} // namespace sandbox
