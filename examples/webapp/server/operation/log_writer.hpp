// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_LOG_WRITER_HPP
#define WEBAPP_OPERATION_LOG_WRITER_HPP

#include <spdlog/sinks/base_sink.h>

#include <cstddef>
#include <mutex>

namespace webapp {

/// Writes records to a file descriptor, and gives up those it cannot write at once.
///
/// A pipe whose reader has stopped reading is waited for once, a moment, and not again before it takes bytes.
class log_writer final : public spdlog::sinks::base_sink<std::mutex>
{
public:
    explicit log_writer(int descriptor) : descriptor_(descriptor) {}

protected:
    void sink_it_(const spdlog::details::log_msg& record) override;
    void flush_() override {}

private:
    [[nodiscard]] bool write_line(const spdlog::memory_buf_t& line);
    [[nodiscard]] bool tell_of_lost_records();

    int descriptor_;
    std::size_t lost_ = 0;
    bool torn_ = false; ///< the last line ended in the middle
};

} // namespace webapp

#endif
