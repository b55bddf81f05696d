// SPDX-License-Identifier: BSL-1.0
#include "cli/log.hpp"

#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/style.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <spdlog/logger.h>
#include <spdlog/sinks/ansicolor_sink.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

namespace multipost::cli {

namespace {

spdlog::level::level_enum spdlog_level(log_level level)
{
    switch (level)
    {
    case log_level::trace: return spdlog::level::trace;
    case log_level::debug: return spdlog::level::debug;
    case log_level::info: return spdlog::level::info;
    case log_level::warning: return spdlog::level::warn;
    case log_level::error: break;
    }
    return spdlog::level::err;
}

spdlog::level::level_enum wanted_level(const global_options& options)
{
    if (options.quiet) return spdlog::level::err;
    if (options.verbosity >= 3) return spdlog::level::trace;
    if (options.verbosity == 2) return spdlog::level::debug;
    if (options.verbosity == 1) return spdlog::level::info;
    const char* name = std::getenv("MULTIPOST_LOG");
    if (name == nullptr || *name == '\0') return spdlog::level::warn;
    const auto level = spdlog::level::from_str(name);
    if (level == spdlog::level::off && std::string_view(name) != "off")
        throw refusal(exit_code::configuration, "bad_configuration",
                      "MULTIPOST_LOG is \"" + printable(name) +
                          "\"; it may be trace, debug, info, warning, error or off.");
    return level;
}

// The members of a JSON object after the first two, which the pattern writes, closing brace included.
std::string json_members(const log_record& record)
{
    boost::json::object members{{"msg", record.text}};
    for (const auto& [name, value] : record.fields) members.emplace(name, value);
    return boost::json::serialize(members).substr(1);
}

std::string text_line(const log_record& record)
{
    std::string line = printable(record.text);
    for (const auto& [name, value] : record.fields) line.append(" ").append(name).append("=").append(printable(value));
    return line;
}

} // namespace

log_sink make_log(const global_options& options)
{
    const bool terminal = isatty(STDERR_FILENO) == 1;
    auto errors = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(
        wants_color(STDERR_FILENO, options.no_color) ? spdlog::color_mode::always : spdlog::color_mode::never);
    const auto logger = std::make_shared<spdlog::logger>("multipost", std::move(errors));
    logger->set_level(wanted_level(options));
    if (terminal)
        logger->set_pattern("%H:%M:%S.%e %^%l%$ %v");
    else
        logger->set_pattern(R"({"ts":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v)", spdlog::pattern_time_type::utc);

    return [logger, terminal](const log_record& record) {
        const auto level = spdlog_level(record.level);
        if (logger->should_log(level)) logger->log(level, terminal ? text_line(record) : json_members(record));
    };
}

} // namespace multipost::cli
