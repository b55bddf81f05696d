// SPDX-License-Identifier: BSL-1.0
#include "operation/log_writer.hpp"

#include "operation/log_formatter.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>

namespace webapp {

namespace {

constexpr int patience_ms = 50;

// poll() promises that a pipe takes so many bytes without blocking (PIPE_BUF, 4,096 on Linux).
constexpr std::size_t sure_bytes = 4096;

bool is_writable(int descriptor, int wait_ms)
{
    pollfd asked{descriptor, POLLOUT, 0};
    return poll(&asked, 1, wait_ms) == 1 && (asked.revents & POLLOUT) != 0;
}

} // namespace

void log_writer::sink_it_(const spdlog::details::log_msg& record)
{
    spdlog::memory_buf_t line;
    formatter_->format(record, line);
    if (!tell_of_lost_records() || !write_line(line)) ++lost_;
}

bool log_writer::tell_of_lost_records()
{
    if (lost_ == 0) return true;
    const log_formatter::record_under_way own("log", nullptr);
    const auto text = std::to_string(lost_) + " records before this one are lost: they could not be written.";
    const spdlog::details::log_msg record("log", spdlog::level::warn, text);
    spdlog::memory_buf_t line;
    formatter_->format(record, line);
    if (!write_line(line)) return false;
    lost_ = 0;
    return true;
}

bool log_writer::write_line(const spdlog::memory_buf_t& line)
{
    const int wait_ms = lost_ == 0 ? patience_ms : 0;
    std::string_view left(line.data(), line.size());
    const std::string whole = torn_ ? "\n" + std::string(left) : std::string();
    if (torn_) left = whole;
    while (!left.empty())
    {
        if (!is_writable(descriptor_, wait_ms)) return false;
        const auto bytes = write(descriptor_, left.data(), std::min(left.size(), sure_bytes));
        if (bytes == -1 && errno == EINTR) continue;
        if (bytes <= 0) return false;
        left.remove_prefix(static_cast<std::size_t>(bytes));
        torn_ = !left.empty();
    }
    return true;
}

} // namespace webapp
