// SPDX-License-Identifier: BSL-1.0
#include "operation/log.hpp"

#include "operation/log_formatter.hpp"
#include "operation/log_writer.hpp"

#include <spdlog/logger.h>

#include <string>

namespace webapp {

namespace {

spdlog::level::level_enum spdlog_level(multipost::log_level level)
{
    switch (level)
    {
    case multipost::log_level::trace: return spdlog::level::trace;
    case multipost::log_level::debug: return spdlog::level::debug;
    case multipost::log_level::info: return spdlog::level::info;
    case multipost::log_level::warning: return spdlog::level::warn;
    case multipost::log_level::error: break;
    }
    return spdlog::level::err;
}

} // namespace

log::log(int descriptor, log_form form, std::optional<multipost::log_level> least)
{
    auto writer = std::make_shared<log_writer>(descriptor);
    logger_ = std::make_shared<spdlog::logger>("multipost-web", std::move(writer));
    logger_->set_formatter(std::make_unique<log_formatter>(form));
    logger_->set_level(least ? spdlog_level(*least) : spdlog::level::off);
    logger_->set_error_handler([](const std::string&) {});
}

bool log::wants(multipost::log_level level) const noexcept { return logger_->should_log(spdlog_level(level)); }

void log::write(multipost::log_level level, std::string_view logger, std::string_view text, const fields& what) const
{
    if (!wants(level)) return;
    const log_formatter::record_under_way record(logger, &what);
    logger_->log(spdlog_level(level), spdlog::string_view_t(text.data(), text.size()));
}

multipost::log_sink log::sink(std::string_view logger) const
{
    return [self = *this, name = std::string(logger)](const multipost::log_record& record) {
        self.write(record.level, name, record.text, record.fields);
    };
}

} // namespace webapp
