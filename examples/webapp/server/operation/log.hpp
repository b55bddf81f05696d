// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_LOG_HPP
#define WEBAPP_OPERATION_LOG_HPP

#include <multipost/log_sink.hpp>

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace spdlog {
class logger;
}

namespace webapp {

/// How a record is written.
enum class log_form {
    json, ///< an object a line: ts, level, logger, msg, then the record's own fields
    text, ///< for a terminal
};

/// The server's log, on a file descriptor. A handle.
///
/// A record is one line whatever its texts hold, and keeps no URL beyond its host: a webhook's URL is its secret. A log that
/// cannot be written, or whose reader has stopped reading, holds nobody up: its records are lost, and once it takes records again
/// one of them says how many.
///
/// Threads: every member may be called from any thread.
class log
{
public:
    using fields = std::vector<std::pair<std::string_view, std::string_view>>;

    /// @param least  what is logged; nothing: no record at all
    log(int descriptor, log_form form, std::optional<multipost::log_level> least);

    [[nodiscard]] bool wants(multipost::log_level level) const noexcept;

    /// @param logger  the part of the program that speaks: "http", "outbox", "security"
    void write(multipost::log_level level, std::string_view logger, std::string_view text,
               const fields& what = {}) const;

    /// Where a part of the library logs to.
    [[nodiscard]] multipost::log_sink sink(std::string_view logger) const;

private:
    std::shared_ptr<spdlog::logger> logger_;
};

} // namespace webapp

#endif
