// SPDX-License-Identifier: BSL-1.0
/// @file
/// Says how long to leave a failing store alone.
#ifndef MULTIPOST_OUTBOX_WORKER_PATIENCE_HPP
#define MULTIPOST_OUTBOX_WORKER_PATIENCE_HPP

#include <algorithm>
#include <chrono>

namespace multipost {

/// Waits that double from a tenth of a second to five seconds, so that a worker heals within that time of its store.
class worker_patience
{
public:
    [[nodiscard]] std::chrono::milliseconds next() noexcept
    {
        const auto now = wait_;
        wait_ = std::min(wait_ * 2, longest);
        return now;
    }

private:
    static constexpr std::chrono::milliseconds longest{5'000};

    std::chrono::milliseconds wait_{100};
};

} // namespace multipost

#endif
