// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps what waits in a store in step with a wall clock that is set.
#ifndef MULTIPOST_OUTBOX_STORED_CLOCK_HPP
#define MULTIPOST_OUTBOX_STORED_CLOCK_HPP

#include "outbox/clock_watch.hpp"
#include "outbox/store.hpp"

#include <chrono>
#include <functional>
#include <optional>

namespace multipost {

/// Looks at the clock at the beginning of each transaction of a worker, so that none writes by a clock that the rows it finds
/// do not follow yet.
///
/// Everything happens on the store's thread, but for the creation.
class stored_clock
{
public:
    using wall_clock = std::function<wall_time()>;
    using boot_clock = std::function<std::chrono::milliseconds()>;

    stored_clock(wall_clock now, boot_clock since_boot);

    /// Moves what is stored along, when the clock was set.
    ///
    /// @return  the clock as the transaction's rows know it
    clock_watch follow(store_session& s);

    /// Whether the transaction that followed last can be relied upon; otherwise the next one follows again.
    void ended(bool committed) noexcept;

private:
    wall_clock now_;
    boot_clock since_boot_;
    clock_watch watch_;
    std::optional<clock_watch> before_; ///< the clock was set, by a transaction that is not committed yet
};

} // namespace multipost

#endif
