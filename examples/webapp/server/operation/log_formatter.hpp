// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_LOG_FORMATTER_HPP
#define WEBAPP_OPERATION_LOG_FORMATTER_HPP

#include "operation/log.hpp"

#include <spdlog/formatter.h>

#include <memory>
#include <string_view>

namespace webapp {

/// Writes a record as one line.
class log_formatter final : public spdlog::formatter
{
public:
    /// Names the fields of the record that this thread is about to log.
    ///
    /// A record of spdlog 1.10 has no place for them. Its loggers format in the calling thread, so the formatter finds them here.
    class record_under_way
    {
    public:
        /// @param what  outlives this; nullptr: it has none
        record_under_way(std::string_view logger, const log::fields* what) noexcept;
        ~record_under_way();
        record_under_way(const record_under_way&) = delete;
        record_under_way& operator=(const record_under_way&) = delete;

    private:
        std::string_view logger_before_;
        const log::fields* fields_before_;
    };

    explicit log_formatter(log_form form) noexcept : form_(form) {}

    void format(const spdlog::details::log_msg& record, spdlog::memory_buf_t& line) override;
    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override;

private:
    log_form form_;
};

} // namespace webapp

#endif
