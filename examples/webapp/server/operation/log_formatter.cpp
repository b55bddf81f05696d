// SPDX-License-Identifier: BSL-1.0
#include "operation/log_formatter.hpp"

#include "operation/printable.hpp"
#include "operation/without_urls.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>

namespace webapp {

namespace {

struct current_record
{
    std::string_view logger;
    const log::fields* what = nullptr;
};

thread_local current_record current;

constexpr std::string_view level_names[] = {"trace", "debug", "info", "warning", "error", "error", "off"};

struct moment
{
    std::tm fields{};
    int milliseconds = 0;
};

moment moment_of(spdlog::log_clock::time_point at, decltype(gmtime_r)* to_fields)
{
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
    const auto seconds = static_cast<std::time_t>(since / 1000);
    moment m;
    to_fields(&seconds, &m.fields);
    m.milliseconds = static_cast<int>(since % 1000);
    return m;
}

std::string utc(spdlog::log_clock::time_point at)
{
    const auto m = moment_of(at, gmtime_r);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", m.fields.tm_year + 1900,
                  m.fields.tm_mon + 1, m.fields.tm_mday, m.fields.tm_hour, m.fields.tm_min, m.fields.tm_sec,
                  m.milliseconds);
    return text;
}

std::string local_time(spdlog::log_clock::time_point at)
{
    const auto m = moment_of(at, localtime_r);
    char text[64];
    std::snprintf(text, sizeof text, "%02d:%02d:%02d.%03d", m.fields.tm_hour, m.fields.tm_min, m.fields.tm_sec,
                  m.milliseconds);
    return text;
}

// A field that is named as a member of every record gets an underscore, so that it cannot pass for it.
void add_field(boost::json::object& line, std::string_view name, std::string_view value)
{
    auto key = as_utf8(name);
    while (line.contains(key)) key += '_';
    line.emplace(key, as_utf8(without_urls(value)));
}

std::string json_line(const spdlog::details::log_msg& record, std::string_view text)
{
    boost::json::object line{{"ts", utc(record.time)},
                             {"level", level_names[record.level]},
                             {"logger", as_utf8(current.logger)},
                             {"msg", as_utf8(without_urls(text))}};
    if (current.what != nullptr)
        for (const auto& [name, value] : *current.what) add_field(line, name, value);
    return printable_json(boost::json::serialize(line));
}

std::string text_line(const spdlog::details::log_msg& record, std::string_view text)
{
    auto line = local_time(record.time) + ' ' + std::string(level_names[record.level]) + ' ';
    if (!current.logger.empty()) line.append(printable(current.logger)).append(": ");
    line += printable(without_urls(text));
    if (current.what != nullptr)
        for (const auto& [name, value] : *current.what)
            line.append(" ").append(printable(name)).append("=").append(printable(without_urls(value)));
    return line;
}

} // namespace

log_formatter::record_under_way::record_under_way(std::string_view logger, const log::fields* what) noexcept
    : logger_before_(current.logger),
      fields_before_(current.what)
{
    current = {logger, what};
}

log_formatter::record_under_way::~record_under_way() { current = {logger_before_, fields_before_}; }

void log_formatter::format(const spdlog::details::log_msg& record, spdlog::memory_buf_t& line)
{
    const std::string_view text(record.payload.data(), record.payload.size());
    const auto written = form_ == log_form::json ? json_line(record, text) : text_line(record, text);
    line.append(written.data(), written.data() + written.size());
    line.push_back('\n');
}

std::unique_ptr<spdlog::formatter> log_formatter::clone() const { return std::make_unique<log_formatter>(form_); }

} // namespace webapp
