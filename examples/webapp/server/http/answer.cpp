// SPDX-License-Identifier: BSL-1.0
#include "http/answer.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace http = boost::beast::http;
using boost::beast::iequals;

namespace webapp {

namespace {

constexpr std::array<std::string_view, 5> written_here{"Connection", "Content-Length", "Date", "Transfer-Encoding",
                                                       "X-Request-Id"};

bool is_written_here(std::string_view name) noexcept
{
    return std::any_of(written_here.begin(), written_here.end(), [&](auto own) { return iequals(own, name); });
}

bool is_token(std::string_view text) noexcept
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

bool is_value(std::string_view text) noexcept
{
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7F'; });
}

void write(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

bool is_writable(const response& r) noexcept
{
    return r.status >= 200 && r.status <= 599 &&
           std::all_of(r.headers.begin(), r.headers.end(),
                       [](const auto& header) { return is_token(header.first) && is_value(header.second); });
}

bool has_body(const response& r) noexcept { return r.status != 204 && r.status != 304; }

std::string_view body_of(const response& r) noexcept { return r.body.empty() ? r.lasting_body : r.body; }

std::string answer_head(const response& r, const answer_frame& frame)
{
    std::string out;
    out.reserve(1024);
    out.append("HTTP/1.1 ").append(std::to_string(r.status)).append(" ");
    out.append(std::string_view(http::obsolete_reason(http::int_to_status(r.status)))).append("\r\n");

    write(out, "Date", http_date(frame.date));
    write(out, "X-Request-Id", frame.request_id);
    if (has_body(r) && !r.stream) write(out, "Content-Length", std::to_string(body_of(r).size()));
    if (r.stream && frame.chunked) write(out, "Transfer-Encoding", "chunked");
    if (frame.close) write(out, "Connection", "close");
    for (const auto& [name, value] : r.headers)
        if (!is_written_here(name)) write(out, name, value);
    for (const auto& [name, value] : frame.more)
    {
        const auto is_same = [&name = name](const auto& own) { return iequals(own.first, name); };
        if (!is_written_here(name) && std::none_of(r.headers.begin(), r.headers.end(), is_same))
            write(out, name, value);
    }
    out.append("\r\n");
    return out;
}

std::string as_chunk(std::string_view bytes)
{
    std::array<char, 20> size{};
    const auto written = std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
    std::string out(size.data(), static_cast<std::size_t>(written));
    return out.append(bytes).append("\r\n");
}

std::string http_date(std::chrono::sys_seconds at)
{
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss time(at - midnight);
    std::array<char, 64> text{};
    const auto size = std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                                    days[std::chrono::weekday(midnight).c_encoding()],
                                    static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                                    static_cast<int>(date.year()), static_cast<int>(time.hours().count()),
                                    static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return std::string(text.data(), static_cast<std::size_t>(size));
}

} // namespace webapp
